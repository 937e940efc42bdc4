package io.coinpanel.webserver.account;

import io.coinpanel.webserver.scheduling.OutageClassifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers this package's failed requests with problem details. */
@Order(1)
@RestControllerAdvice(basePackageClasses = AccountController.class)
class AccountProblems {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(ErrorResponseException problem) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.getBody());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notJson(HttpMessageNotReadableException unreadable) {
    return problem(Problem.invalidJson().asException());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> outage(RuntimeException failure) {
    if (!OutageClassifier.isOutage(failure)) {
      throw failure;
    }
    ErrorResponseException problem = Problem.unavailable().asException();
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    return problem(problem);
  }
}

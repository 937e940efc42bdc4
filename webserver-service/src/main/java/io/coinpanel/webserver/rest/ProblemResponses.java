package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every failed HTTP request with a {@link Problem}. */
@RestControllerAdvice
final class ProblemResponses extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

  @ExceptionHandler
  ResponseEntity<Object> problem(ProblemException e) {
    return respond(e.problem(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> invalid(InvalidCommandException e) {
    return respond(Problem.of(e), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> unavailable(UnavailableException e) {
    LOG.debug("a request failed: database unavailable", e);
    return respond(unavailable(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(RuntimeException e) {
    if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
      // Spring Security answers it.
      throw e;
    }
    if (OutageClassifier.isOutage(e)) {
      return unavailable(new UnavailableException("the database is unavailable", e));
    }
    LOG.error("a request failed (bug)", e);
    return respond(unavailable(), new HttpHeaders());
  }

  static Problem unavailable() {
    return Problem.of(ErrorCode.UNAVAILABLE, "database unavailable, try again");
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return respond(Problem.of(ErrorCode.INVALID_JSON, "not a JSON object"), headers);
  }

  /** What Spring found wrong with a request. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ErrorCode code =
        status.value() == HttpStatus.NOT_FOUND.value()
            ? ErrorCode.NOT_FOUND
            : ErrorCode.INVALID_MESSAGE;
    String detail = HttpStatus.valueOf(status.value()).getReasonPhrase();
    return respond(new Problem(status.value(), code, detail, field(e), null), headers);
  }

  private static @Nullable String field(Exception e) {
    return switch (e) {
      case MissingServletRequestParameterException missing -> missing.getParameterName();
      case MethodArgumentTypeMismatchException mismatch -> mismatch.getName();
      default -> null;
    };
  }

  private static ResponseEntity<Object> respond(Problem problem, HttpHeaders headers) {
    HttpHeaders all = HttpHeaders.copyOf(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    all.setCacheControl("no-store");
    if (problem.retryAfter() != null) {
      all.set(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    String title = HttpStatus.valueOf(problem.status()).getReasonPhrase();
    return new ResponseEntity<>(problem.encode(title), all, problem.status());
  }
}

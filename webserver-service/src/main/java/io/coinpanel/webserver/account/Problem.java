package io.coinpanel.webserver.account;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Problem details (RFC 9457), as every error over HTTP is answered. */
record Problem(HttpStatus status, String code, String detail, @Nullable String field) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final URI NO_TYPE = URI.create("about:blank");

  static Problem unauthorized(String detail) {
    return new Problem(HttpStatus.UNAUTHORIZED, "unauthorized", detail, null);
  }

  static Problem forbidden(String detail) {
    return new Problem(HttpStatus.FORBIDDEN, "forbidden", detail, null);
  }

  static Problem notFound(String what) {
    return new Problem(HttpStatus.NOT_FOUND, "not_found", "no such " + what, null);
  }

  static Problem conflict(String detail) {
    return new Problem(HttpStatus.CONFLICT, "conflict", detail, null);
  }

  static Problem limitExceeded(String detail) {
    return new Problem(HttpStatus.CONFLICT, "limit_exceeded", detail, null);
  }

  static Problem invalid(String field, String detail) {
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, "invalid_message", field + ": " + detail, field);
  }

  static Problem invalidJson() {
    return new Problem(HttpStatus.BAD_REQUEST, "invalid_json", "not a JSON object", null);
  }

  static Problem tooManyFailures() {
    return new Problem(
        HttpStatus.TOO_MANY_REQUESTS, "rate_limited", "too many failed credentials", null);
  }

  static Problem unavailable() {
    return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "try again later", null);
  }

  /** For a controller to throw. */
  ErrorResponseException asException() {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(NO_TYPE);
    problem.setProperty("code", code);
    if (field != null) {
      problem.setProperty("field", field);
    }
    return new ErrorResponseException(status, problem, null);
  }

  void send(HttpServletResponse response, Duration retryAfter) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    send(response);
  }

  void send(HttpServletResponse response) throws IOException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("type", NO_TYPE.toString())
            .put("title", status.getReasonPhrase())
            .put("status", status.value())
            .put("detail", detail)
            .put("code", code);
    if (field != null) {
      body.put("field", field);
    }
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}

package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Answers with a problem where no controller does. */
final class ProblemSender {

  private ProblemSender() {}

  /** Whose request it is cannot be found out now. */
  static void sendUnavailable(HttpServletResponse response) throws IOException {
    send(Problem.of(ErrorCode.UNAVAILABLE, "try again later"), response);
  }

  static void send(Problem problem, HttpServletResponse response) throws IOException {
    if (problem.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    response.setStatus(problem.status());
    response.setContentType(Problem.CONTENT_TYPE);
    String title = HttpStatus.valueOf(problem.status()).getReasonPhrase();
    response.getOutputStream().write(problem.encode(title));
  }
}

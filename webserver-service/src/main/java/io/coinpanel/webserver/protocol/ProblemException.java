package io.coinpanel.webserver.protocol;

/** Ends an HTTP request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}

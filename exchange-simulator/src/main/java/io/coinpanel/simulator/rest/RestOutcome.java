package io.coinpanel.simulator.rest;

import java.time.Duration;

/** What becomes of a request. */
public sealed interface RestOutcome {

  /** This answer, after that time. */
  record Answered(RestAnswer answer, Duration delay) implements RestOutcome {}

  /** No answer, ever. */
  record Unanswered() implements RestOutcome {}

  /** The socket is reset. */
  record Cut() implements RestOutcome {}
}

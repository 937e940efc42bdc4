package io.coinpanel.simulator.rest;

import java.time.Duration;

/** Outcome of a request. */
public sealed interface RestOutcome {

  /** A response after a delay. */
  record Answered(RestResponse answer, Duration delay) implements RestOutcome {}

  /** No answer, ever. */
  record Unanswered() implements RestOutcome {}

  /** The socket is reset. */
  record Reset() implements RestOutcome {}
}

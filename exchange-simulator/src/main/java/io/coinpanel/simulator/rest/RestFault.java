package io.coinpanel.simulator.rest;

import java.time.Duration;
import java.util.OptionalInt;

/** How the REST side is spoiled. */
public sealed interface RestFault {

  /** Answers with this status and no data; 429 and 418 bring {@code Retry-After} in seconds. */
  record Status(int status, OptionalInt retryAfter) implements RestFault {}

  /** Takes the request and never answers. */
  record Silence() implements RestFault {}

  /** Resets the socket when a request comes. */
  record Reset() implements RestFault {}

  /** Answers rightly, but this much later. */
  record Delay(Duration delay) implements RestFault {}
}

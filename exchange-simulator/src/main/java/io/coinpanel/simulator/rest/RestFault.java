package io.coinpanel.simulator.rest;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How the REST side is spoiled. */
public sealed interface RestFault {

  /**
   * Answers with this status and no data.
   *
   * @param retryAfter the {@code Retry-After} header in any form, null for none
   */
  record Status(int status, @Nullable String retryAfter) implements RestFault {

    public Status(int status, OptionalInt seconds) {
      this(status, seconds.isPresent() ? Integer.toString(seconds.getAsInt()) : null);
    }
  }

  /** Takes the request and never answers. */
  record Silence() implements RestFault {}

  /** Resets the socket when a request comes. */
  record Reset() implements RestFault {}

  /** Answers rightly, but this much later. */
  record Delay(Duration delay) implements RestFault {}

  /** Answers 200 with this text. */
  record Body(String text) implements RestFault {}

  /** Answers rightly, in gzip whether it was asked for or not. */
  record Gzip() implements RestFault {}

  /** Answers with the first row changed. */
  record ChangedRow(RowChange change, String field) implements RestFault {}
}

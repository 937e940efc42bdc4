package io.coinpanel.simulator.rest;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Faults of the REST side. */
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

  /** Never responds. */
  record NoResponse() implements RestFault {}

  /** Resets the socket when a request comes. */
  record Reset() implements RestFault {}

  /** Responds correctly after a delay. */
  record Delay(Duration delay) implements RestFault {}

  /** Answers 200 with this text. */
  record Body(String text) implements RestFault {}

  /** Responds correctly, gzip-compressed even if not requested. */
  record Gzip() implements RestFault {}

  /** Answers with the first row changed. */
  record CorruptRow(RowCorruption change, String field) implements RestFault {}
}

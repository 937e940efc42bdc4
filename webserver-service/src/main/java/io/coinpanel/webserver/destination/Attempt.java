package io.coinpanel.webserver.destination;

import io.coinpanel.model.WireEnum;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to send a message.
 *
 * @param messageId the id that the receiver gets
 * @param number of this message, from one
 * @param status the receiver's HTTP status; null without one
 * @param error null if it was accepted
 * @param answer the beginning of what the receiver answered; null if it was nothing
 */
record Attempt(
    String messageId,
    int number,
    Instant at,
    Result result,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String answer,
    Duration duration) {

  /** The outcome. */
  enum Result implements WireEnum {
    ACCEPTED,
    REFUSED,
    /** The receiver took nothing, or the message has failed permanently. */
    FAILED
  }
}

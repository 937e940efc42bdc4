package io.coinpanel.webserver.destination;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a destination is, as its sender knows it. Each method gives the state after an attempt.
 *
 * @param done notifications up to this one are not sent any more
 * @param failures in a row, of any message
 * @param failingSince when the first of them was; null without any
 * @param lastError of the last failure; null without any
 * @param nextAttempt when the next attempt is due; null for at once
 * @param message attempts of the next message
 * @param summary what goes out next as one message; null for none
 * @param redelivery what is sent once more before anything else; null for none
 * @param disabled why nothing is sent any more; null while something is
 */
record DeliveryState(
    long done,
    int failures,
    @Nullable Instant failingSince,
    @Nullable String lastError,
    @Nullable Instant nextAttempt,
    MessageAttempts message,
    @Nullable Summary summary,
    @Nullable Redelivery redelivery,
    @Nullable String disabled) {

  /**
   * Attempts of one message that did not succeed.
   *
   * @param failures the receiver took nothing
   * @param refusals the receiver did not want it
   */
  record MessageAttempts(int failures, int refusals) {

    static final MessageAttempts NONE = new MessageAttempts(0, 0);

    /** The number of the next attempt. */
    int next() {
      return failures + refusals + 1;
    }
  }

  /** Goes on at a notification: those up to it are done. */
  DeliveryState at(long done) {
    long furthest = Math.max(done, this.done);
    return new DeliveryState(
        furthest,
        failures,
        failingSince,
        lastError,
        nextAttempt,
        MessageAttempts.NONE,
        summary != null && summary.lastId() <= furthest ? null : summary,
        redelivery,
        disabled);
  }

  /** With another state of what is sent once more. */
  DeliveryState redelivering(@Nullable Redelivery redelivery) {
    return new DeliveryState(
        done,
        failures,
        failingSince,
        lastError,
        nextAttempt,
        message,
        summary,
        redelivery,
        disabled);
  }

  /** With other attempts of the next message. */
  DeliveryState with(MessageAttempts attempts) {
    return new DeliveryState(
        done,
        failures,
        failingSince,
        lastError,
        nextAttempt,
        attempts,
        summary,
        redelivery,
        disabled);
  }

  /** There is nothing left to send: what failed before says nothing any more. */
  DeliveryState atRest() {
    return new DeliveryState(
        done, 0, null, null, nextAttempt, MessageAttempts.NONE, summary, redelivery, disabled);
  }

  /** A message was accepted; the next one may be sent at the given time. */
  DeliveryState succeeded(@Nullable Instant next) {
    return new DeliveryState(
        done, 0, null, null, next, MessageAttempts.NONE, summary, redelivery, disabled);
  }

  /** Sends these as one message. */
  DeliveryState summarize(Summary made) {
    return new DeliveryState(
        done,
        failures,
        failingSince,
        lastError,
        nextAttempt,
        MessageAttempts.NONE,
        made,
        redelivery,
        disabled);
  }

  /** The next message was not accepted. */
  DeliveryState failed(MessageAttempts attempts, String error, Instant now, Instant next) {
    return new DeliveryState(
        done,
        failures + 1,
        failingSince == null ? now : failingSince,
        error,
        next,
        attempts,
        summary,
        redelivery,
        disabled);
  }

  /** Nothing is sent any more. */
  DeliveryState disable(String reason) {
    return new DeliveryState(
        done, failures, failingSince, lastError, null, message, summary, redelivery, reason);
  }

  /** The next message may be sent at once. */
  DeliveryState withoutPause() {
    return new DeliveryState(
        done, failures, failingSince, lastError, null, message, summary, redelivery, disabled);
  }
}

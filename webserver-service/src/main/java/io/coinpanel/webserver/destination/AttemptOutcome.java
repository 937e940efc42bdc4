package io.coinpanel.webserver.destination;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of an attempt. */
sealed interface AttemptOutcome {

  /**
   * The receiver has the message.
   *
   * @param status its HTTP status; null if it speaks something else
   */
  record Accepted(@Nullable Integer status) implements AttemptOutcome {}

  /**
   * The receiver does not want this message; it may want others.
   *
   * @param answer the beginning of its answer
   */
  record Refused(int status, String answer) implements AttemptOutcome {}

  /**
   * The receiver cannot be reached, or takes nothing now.
   *
   * @param status null without an answer
   * @param answer the beginning of its answer, or empty
   * @param retryAfter when it wants to be tried again; null if it does not say
   */
  record Failed(
      @Nullable Integer status, String error, String answer, @Nullable Duration retryAfter)
      implements AttemptOutcome {}

  /** The receiver was sent the message and has not answered: it may have it. */
  record Unanswered(String error) implements AttemptOutcome {}

  /** The receiver says that it does not exist any more. */
  record Gone(int status, String answer) implements AttemptOutcome {
    String error() {
      return "the receiver says that it is gone (" + status + ")";
    }
  }
}

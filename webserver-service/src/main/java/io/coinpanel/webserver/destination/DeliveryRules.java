package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.Attempt.Result;
import io.coinpanel.webserver.destination.DeliveryState.MessageAttempts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from the outcome of an attempt. */
final class DeliveryRules {

  /** A message that was refused this often fails permanently. */
  static final int REFUSALS = 3;

  /** After this many failures of a message the next one is tried. */
  static final int FAILURES = 6;

  private final BackOff backOff;

  DeliveryRules(BackOff backOff) {
    this.backOff = backOff;
  }

  /**
   * The outcome of a message.
   *
   * @param isDone whether it is not sent any more
   * @param state afterwards; if it is done, with the cursor still before it
   */
  record Verdict(
      DeliveryState state,
      boolean isDone,
      Result result,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String answer) {}

  /**
   * Evaluates the outcome of the next message.
   *
   * @param pace the shortest time between two messages
   */
  Verdict judge(DeliveryState before, AttemptOutcome outcome, Instant now, Duration pace) {
    return switch (outcome) {
      case AttemptOutcome.Accepted(Integer status) ->
          new Verdict(
              before.succeeded(pace.isZero() ? null : now.plus(pace)),
              true,
              Result.ACCEPTED,
              status,
              null,
              null);
      case AttemptOutcome.Refused(int status, String answer) ->
          refused(before, status, answer, now);
      case AttemptOutcome.Failed failed -> failed(before, failed, now);
      // Twice is better than never.
      case AttemptOutcome.Unanswered(String error) ->
          failed(before, new AttemptOutcome.Failed(null, error, "", null), now);
      case AttemptOutcome.Gone gone -> {
        String error = gone.error();
        yield new Verdict(
            before.failed(before.message(), error, now, now).disable(error),
            false,
            Result.FAILED,
            gone.status(),
            error,
            gone.answer());
      }
    };
  }

  private Verdict refused(DeliveryState before, int status, String answer, Instant now) {
    MessageAttempts attempts =
        new MessageAttempts(before.message().failures(), before.message().refusals() + 1);
    boolean isGivenUp = attempts.refusals() >= REFUSALS;
    String error = "refused (" + status + ")";
    DeliveryState after = failed(before, attempts, error, now, null);
    return new Verdict(
        isGivenUp ? after.withoutPause() : after,
        isGivenUp,
        isGivenUp ? Result.FAILED : Result.REFUSED,
        status,
        error,
        answer);
  }

  private Verdict failed(DeliveryState before, AttemptOutcome.Failed failed, Instant now) {
    MessageAttempts attempts =
        new MessageAttempts(before.message().failures() + 1, before.message().refusals());
    return new Verdict(
        failed(before, attempts, failed.error(), now, failed.retryAfter()),
        false,
        Result.FAILED,
        failed.status(),
        failed.error(),
        failed.answer());
  }

  private DeliveryState failed(
      DeliveryState before,
      MessageAttempts attempts,
      String error,
      Instant now,
      @Nullable Duration retryAfter) {
    Duration pause = backOff.pause(before.failures() + 1, retryAfter);
    DeliveryState after = before.failed(attempts, error, now, now.plus(pause));
    Instant since = after.failingSince();
    return since != null && BackOff.isExhausted(after.failures(), since, now)
        ? after.disable("nothing was accepted for 5 days: " + error)
        : after;
  }

  /** Whether it is worth trying the message after the next one. */
  static boolean looksStuck(DeliveryState state) {
    return state.message().failures() >= FAILURES;
  }
}

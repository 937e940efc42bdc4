package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.destination.DeliveryRules.Verdict;
import io.coinpanel.webserver.destination.DeliveryState.MessageAttempts;
import io.coinpanel.webserver.destination.NextStep.Place;
import io.coinpanel.webserver.destination.NextStep.Rest;
import io.coinpanel.webserver.destination.NextStep.Send;
import io.coinpanel.webserver.destination.NextStep.Store;
import io.coinpanel.webserver.destination.NextStep.Wait;
import io.coinpanel.webserver.destination.StoreDeliveries.Delivery;
import io.coinpanel.webserver.destination.StoreDeliveries.Stored;
import io.coinpanel.webserver.secret.SecretKeys;
import io.coinpanel.webserver.secret.UnreadableSecretException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Sends a destination what it has not been sent, one message after the other. The outcome of an
 * attempt is stored before the next one: a kill in between repeats one message and loses none.
 */
final class DeliveryRun {

  /** Others get their turn after this time. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /**
   * No attempt begins if the last proof that nobody else has taken over is older. Another sender
   * takes over after 20 s at the earliest.
   */
  private static final long PROOF_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What a run needs, whatever the destination. */
  record Environment(
      Senders senders,
      Backlog backlog,
      DeliveryRules rules,
      SecretKeys keys,
      GroupCommit commits,
      StoreDeliveries storing,
      DeliveryMetrics metrics,
      InstantSource clock,
      NanoClock monotonic) {}

  /** When there is something to do again; empty if there is not. */
  record Outcome(Optional<Instant> next) {
    static final Outcome DONE = new Outcome(Optional.empty());
  }

  private final Environment environment;
  private final Target target;
  private final long epoch;
  private final Sender sender;
  private final Planner planner;
  private final long startedAt;
  private DeliveryState state;
  private long wanted;
  private long provedAt;
  private boolean isLost;
  private boolean isTurnedOff;

  /** The target's, from the first attempt on. */
  private @Nullable DestinationSecrets secrets;

  /** When it is the destination's turn again; null if it is now. */
  private @Nullable Instant turn;

  DeliveryRun(Environment environment, Takeover takeover) {
    this.environment = environment;
    this.target = takeover.target();
    this.epoch = takeover.epoch();
    this.state = takeover.state();
    this.wanted = takeover.wanted();
    this.sender = environment.senders().of(target.kind());
    this.planner = new Planner(target, sender.pace(), environment.backlog(), takeover.notices());
    this.startedAt = environment.monotonic().nanoTime();
    this.provedAt = startedAt;
  }

  /** Sends until there is nothing left, or something to wait for. */
  Outcome run(BooleanSupplier isStopping) throws InterruptedException {
    while (!isLost && !isTurnedOff && state.disabled() == null) {
      boolean isOver = isStopping.getAsBoolean() || isOlderThan(startedAt, TURN_NANOS);
      if (isOver || isRedelivered(state)) {
        // Whoever takes over sees what else is to be sent once more.
        return new Outcome(Optional.of(environment.clock().instant()));
      }
      switch (planner.next(state, wanted, environment.clock().instant())) {
        case Rest() -> {
          if (!rest()) {
            return Outcome.DONE;
          }
        }
        case Wait(Instant until) -> {
          return new Outcome(Optional.of(until));
        }
        case Store(DeliveryState planned, NoticeChange notices) -> {
          store(planned, null, notices);
          if (notices.isNew()) {
            // Whoever takes over reads it.
            return new Outcome(Optional.of(environment.clock().instant()));
          }
        }
        case Send next -> attempt(next);
      }
      if (turn != null) {
        return new Outcome(Optional.of(turn));
      }
    }
    return Outcome.DONE;
  }

  /** Stores how far it has come; whether there is more by now. */
  private boolean rest() {
    // What failed last is no longer to be sent, so it says nothing of what comes.
    boolean isAbandoned = !state.message().equals(MessageAttempts.NONE);
    if (planner.readUpTo() > state.done() || isAbandoned) {
      DeliveryState rested = state.at(planner.readUpTo());
      store(isAbandoned ? rested.atRest() : rested);
    }
    return wanted > state.done();
  }

  private void attempt(Send next) throws InterruptedException {
    boolean isDone = send(next);
    if (!isDone
        && turn == null
        && next.place() == Place.HEAD
        && DeliveryRules.looksStuck(state)
        && !isLost
        && !isTurnedOff
        && state.disabled() == null) {
      // One bad message does not block the rest.
      Send following = planner.following(state, wanted);
      if (following != null) {
        send(following);
      }
    }
  }

  /** Makes an attempt and stores its outcome; whether the message is done. */
  private boolean send(Send step) throws InterruptedException {
    turn = sender.takeTurn(target).orElse(null);
    if (turn != null) {
      return false;
    }
    prove();
    if (isLost || isTurnedOff) {
      return false;
    }
    Instant at = environment.clock().instant();
    long begun = environment.monotonic().nanoTime();
    AttemptOutcome outcome = outcome(step.message());
    Duration duration = Duration.ofNanos(environment.monotonic().nanoTime() - begun);
    MessageAttempts before = attempts(step.place(), step.message());
    Verdict verdict =
        environment
            .rules()
            .judge(state.with(before), outcome, environment.clock().instant(), sender.pace());
    boolean isDone = verdict.isDone() || isWorn(step.message());
    environment.metrics().attempted(target.kind(), verdict.result());
    store(
        after(step, verdict),
        new Attempt(
            step.message().id(),
            before.next(),
            at,
            verdict.result(),
            verdict.status(),
            verdict.error(),
            verdict.answer(),
            duration),
        notices(step.message(), isDone));
    return isDone;
  }

  /** Those of the message so far. */
  private MessageAttempts attempts(Place place, Message message) {
    return switch (place) {
      case HEAD -> state.message();
      case FOLLOWING -> MessageAttempts.NONE;
      case REDELIVERY ->
          new MessageAttempts(state.redelivery() == null ? 0 : state.redelivery().attempts(), 0);
      case NOTICES -> new MessageAttempts(0, attempts(message));
    };
  }

  /** Of the notice that was tried least: those joined with it fail with it. */
  private static int attempts(Message message) {
    return message instanceof Message.Notices(List<Notice> notices)
        ? notices.stream().mapToInt(Notice::attempts).min().orElse(0)
        : 0;
  }

  /** Whether it fails permanently after this attempt, as notices do. */
  private static boolean isWorn(Message message) {
    return attempts(message) + 1 >= Notice.MOST_ATTEMPTS;
  }

  private NoticeChange notices(Message message, boolean areDone) {
    if (!(message instanceof Message.Notices(List<Notice> notices))) {
      return NoticeChange.NONE;
    }
    if (areDone) {
      planner.areDone(notices);
    }
    return NoticeChange.attempted(notices, areDone);
  }

  private DeliveryState after(Send step, Verdict verdict) {
    DeliveryState judged = verdict.state();
    return switch (step.place()) {
      case HEAD -> verdict.isDone() ? step.done().apply(judged) : judged;
      // Only its acceptance says anything about the one before.
      case FOLLOWING ->
          verdict.result() == Attempt.Result.ACCEPTED ? step.done().apply(judged) : state;
      case REDELIVERY -> {
        DeliveryState kept = judged.with(state.message());
        Redelivery range = state.redelivery();
        yield verdict.isDone() || range == null
            ? step.done().apply(kept)
            : kept.redelivering(range.failed());
      }
      case NOTICES -> judged.with(state.message());
    };
  }

  private AttemptOutcome outcome(Message message) throws InterruptedException {
    try {
      if (secrets == null) {
        secrets = DestinationSecrets.open(target.sealed(), environment.keys(), target.kind());
      }
      return sender.send(target, secrets, message);
    } catch (UnreadableSecretException e) {
      return new AttemptOutcome.Failed(null, String.valueOf(e.getMessage()), "", null);
    }
  }

  private void prove() {
    if (isOlderThan(provedAt, PROOF_NANOS)) {
      store(state);
    }
  }

  private boolean isOlderThan(long nanoTime, long nanos) {
    return environment.monotonic().nanoTime() - nanoTime > nanos;
  }

  private void store(DeliveryState after) {
    store(after, null, NoticeChange.NONE);
  }

  /** Unless another sender has taken over. */
  private void store(DeliveryState after, @Nullable Attempt attempt, NoticeChange notices) {
    if (isLost) {
      return;
    }
    long now = environment.monotonic().nanoTime();
    Optional<Stored> stored =
        environment
            .commits()
            .commit(
                environment.storing(),
                new Delivery(
                    target.id(), epoch, after, attempt, notices, environment.clock().instant()));
    isLost = stored.isEmpty();
    stored.ifPresent(
        known -> {
          wanted = Math.max(wanted, known.wanted());
          isTurnedOff = !known.isEnabled();
          state = after;
          provedAt = now;
        });
  }

  private static boolean isRedelivered(DeliveryState state) {
    return state.redelivery() != null && state.redelivery().isOver();
  }
}

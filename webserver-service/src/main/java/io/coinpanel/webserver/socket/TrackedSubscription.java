package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription tracked by a socket: confirmed to the client and not unsubscribed.
 *
 * @param baselineRevision an {@code active} of an earlier one is out of date
 * @param once whether its first notification finishes it
 * @param expiresAt expiry in epoch milliseconds, or {@link #NEVER}
 * @param phase as it was last sent to the client
 */
public record TrackedSubscription(
    long id,
    int revision,
    int baselineRevision,
    String symbol,
    Condition condition,
    boolean once,
    long expiresAt,
    @Nullable String name,
    @Nullable String note,
    Phase phase) {

  public static final long NEVER = Long.MAX_VALUE;

  /** What the client knows of its status. */
  public enum Phase {
    /** It is judged, or will be as soon as ingestion watches it. */
    RUNNING,
    /** What it fired before is still sent. */
    PAUSED,
    /** Paused by its owner, as the client knows: nothing of it is sent any more. */
    SILENT,
    HALTED,
    FINISHED;

    static Phase of(SubscriptionState state) {
      return switch (state.status()) {
        case PENDING, ACTIVE -> RUNNING;
        case PAUSED -> state.reason() == null ? SILENT : PAUSED;
        case HALTED -> HALTED;
        case FINISHED, UNSUBSCRIBED -> FINISHED;
      };
    }

    private boolean looksLike(Phase other) {
      return this == other || (isPaused() && other.isPaused());
    }

    private boolean isPaused() {
      return this == PAUSED || this == SILENT;
    }
  }

  /** From a subscription that was sent to the client. */
  public static TrackedSubscription of(SubscriptionState shown) {
    Terms terms = shown.terms();
    Instant expiry = terms.expiresAt();
    return new TrackedSubscription(
        shown.id(),
        shown.revision(),
        shown.baselineRevision(),
        terms.symbol(),
        terms.condition(),
        terms.repeat() == Repeat.ONCE,
        expiry == null ? NEVER : expiry.toEpochMilli(),
        shown.details().name(),
        shown.details().note(),
        Phase.of(shown));
  }

  /** As a client sees it that is still to be sent what it fired before it was paused. */
  TrackedSubscription audible() {
    return isSilent() ? with(expiresAt, Phase.PAUSED) : this;
  }

  /** After its first notification a {@code once} subscription is finished. */
  TrackedSubscription fired() {
    return with(Long.MIN_VALUE, phase);
  }

  private TrackedSubscription with(long newExpiry, Phase newPhase) {
    return new TrackedSubscription(
        id, revision, baselineRevision, symbol, condition, once, newExpiry, name, note, newPhase);
  }

  /** Whether the client knows this state of it, apart from counts and prices. */
  boolean isKnown(SubscriptionState state) {
    return revision > state.revision()
        || (revision == state.revision() && phase.looksLike(Phase.of(state)));
  }

  boolean isSilent() {
    return phase == Phase.SILENT;
  }

  /** Whether it is of a baseline that an update has replaced, or is paused now. */
  boolean isOutOfDate(Activated event) {
    return event.revision() < baselineRevision || phase.isPaused();
  }

  ServerMessage.Active active(Activated event) {
    return new ServerMessage.Active(id, symbol, event.price());
  }

  /** With its terms, which must be those of the notification's revision. */
  ServerMessage.Notification notification(Notified event) {
    return new ServerMessage.Notification(
        event.id(),
        id,
        event.revision(),
        name,
        note,
        symbol,
        condition,
        event.price(),
        event.previousPrice(),
        event.tradeId(),
        event.tradeTime(),
        event.createdAt(),
        event.source(),
        event.firing());
  }
}

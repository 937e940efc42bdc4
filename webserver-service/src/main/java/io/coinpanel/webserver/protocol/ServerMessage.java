package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server message. */
public sealed interface ServerMessage {

  /** Approximate bytes retained while queued. */
  default int weight() {
    return 128;
  }

  record Welcome(
      String connectionId, String resumeToken, long heartbeatSeconds, long resumeWindowSeconds)
      implements ServerMessage {
    /** Omits the secret token. */
    @Override
    public String toString() {
      return "Welcome[connectionId=" + connectionId + "]";
    }
  }

  /** The first message on a socket that an account has opened. */
  record AccountWelcome(String connectionId, Account account, long heartbeatSeconds)
      implements ServerMessage {}

  /** An account as its clients see it. */
  record Account(long id, String name) {}

  record Authenticated(Echo echo, Account account) implements ServerMessage {
    @Override
    public int weight() {
      return 256 + echo.weight();
    }
  }

  record Subscribed(Echo echo, boolean created, SubscriptionState subscription)
      implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight() + subscription.weight();
    }
  }

  /** A subscription was updated, or its status has changed. */
  record Updated(Echo echo, SubscriptionState subscription) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight() + subscription.weight();
    }
  }

  /**
   * A subscription became active.
   *
   * @param price the last price before it became active, or null if none has been seen
   */
  record Active(long subscriptionId, String symbol, @Nullable Price price)
      implements ServerMessage {}

  record Unsubscribed(Echo echo, long subscriptionId) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight();
    }
  }

  record Subscriptions(Echo echo, SubscriptionPage page) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight() + page.weight();
    }
  }

  record Resumed(Echo echo, String connectionId, boolean recovered, SubscriptionPage page)
      implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight() + page.weight();
    }
  }

  record Prices(Echo echo, boolean enabled) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight();
    }
  }

  /**
   * The last price of a symbol.
   *
   * @param high the highest since the one before, as the lowest is {@code low}
   */
  record LastPrice(String symbol, Price price, Price high, Price low, Instant time)
      implements ServerMessage {}

  /** Whether the server sees a symbol's trades. */
  sealed interface Feed extends ServerMessage {
    String symbol();
  }

  /** The server cannot see a symbol's trades. */
  record FeedStale(String symbol, Instant since) implements Feed {}

  /**
   * The server sees a symbol's trades again.
   *
   * @param since since when it may not have seen them
   * @param found trades of that time that history had
   * @param missing trades of that time that could not be recovered
   */
  record FeedOk(String symbol, Instant since, long found, long missing) implements Feed {}

  /** Up to here somebody of the account has seen the notifications. */
  record Seen(long notificationId) implements ServerMessage {}

  /** Figures of an owner's subscriptions. */
  record Stats(Echo echo, StatsReport report) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight() + report.weight();
    }
  }

  record Pong(Echo echo) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight();
    }
  }

  /**
   * A firing; the prices are units of {@link Price}.
   *
   * @param condition as it was in the revision that fired
   * @param previousPrice null where there was none
   */
  record Notification(
      long id,
      long subscriptionId,
      int revision,
      @Nullable String name,
      @Nullable String note,
      String symbol,
      Condition condition,
      long price,
      @Nullable Long previousPrice,
      long tradeId,
      Instant tradeTime,
      Instant createdAt,
      Source source,
      FiringDetails firing)
      implements ServerMessage {
    @Override
    public int weight() {
      return (firing.equals(FiringDetails.NONE) ? 160 : 320)
          + (name == null ? 0 : 2 * name.length())
          + (note == null ? 0 : 2 * note.length());
    }
  }

  record ErrorReply(Echo echo, ErrorCode code, String message) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + echo.weight() + 2 * message.length();
    }
  }
}

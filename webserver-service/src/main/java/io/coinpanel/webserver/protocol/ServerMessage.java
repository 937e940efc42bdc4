package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says. */
public sealed interface ServerMessage {

  /** About how many bytes it keeps while it waits to be written. */
  default int weight() {
    return 128;
  }

  private static int weight(@Nullable String text) {
    return text == null ? 0 : 2 * text.length();
  }

  record Welcome(
      String connectionId, String resumeToken, long heartbeatSeconds, long resumeWindowSeconds)
      implements ServerMessage {
    /** Without the token, which is a secret. */
    @Override
    public String toString() {
      return "Welcome[connectionId=" + connectionId + "]";
    }
  }

  record Subscribed(@Nullable String ref, boolean created, SubscriptionState subscription)
      implements ServerMessage {
    @Override
    public int weight() {
      return 384 + ServerMessage.weight(ref);
    }
  }

  /**
   * A subscription is watched.
   *
   * @param price the last price before it became active, or null if none has been seen
   */
  record Active(long subscriptionId, String symbol, @Nullable Price price)
      implements ServerMessage {}

  record Unsubscribed(@Nullable String ref, long subscriptionId) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + ServerMessage.weight(ref);
    }
  }

  record Subscriptions(@Nullable String ref, List<SubscriptionState> subscriptions)
      implements ServerMessage {
    @Override
    public int weight() {
      return 128 + ServerMessage.weight(ref) + 256 * subscriptions.size();
    }
  }

  record Resumed(
      @Nullable String ref,
      String connectionId,
      boolean recovered,
      List<SubscriptionState> subscriptions)
      implements ServerMessage {
    @Override
    public int weight() {
      return 128 + ServerMessage.weight(ref) + 256 * subscriptions.size();
    }
  }

  record Prices(@Nullable String ref, boolean enabled) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + ServerMessage.weight(ref);
    }
  }

  record LastPrice(String symbol, Price price, Instant time) implements ServerMessage {}

  record Pong(@Nullable String ref) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + ServerMessage.weight(ref);
    }
  }

  /** A crossing; the prices and the threshold are units of {@link Price}. */
  record Notification(
      long id,
      long subscriptionId,
      String symbol,
      Condition condition,
      long threshold,
      long price,
      long previousPrice,
      long tradeId,
      Instant tradeTime,
      Instant createdAt,
      Source source)
      implements ServerMessage {
    @Override
    public int weight() {
      return 160;
    }
  }

  record Failure(@Nullable String ref, ErrorCode code, String message) implements ServerMessage {
    @Override
    public int weight() {
      return 128 + ServerMessage.weight(ref) + ServerMessage.weight(message);
    }
  }
}

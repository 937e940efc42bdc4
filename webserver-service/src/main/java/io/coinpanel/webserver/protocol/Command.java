package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a client may say, read and in range. */
public sealed interface Command {

  /** The word clients use for it. */
  String type();

  /**
   * Wants to be told of crossings.
   *
   * @param symbol in lower case; whether it exists is for the symbol list to say
   * @param cooldownSeconds not negative
   * @param expiresAt in whole microseconds, or null for never
   */
  record Subscribe(
      String symbol,
      Price threshold,
      Condition condition,
      Repeat repeat,
      int cooldownSeconds,
      @Nullable Instant expiresAt)
      implements Command {
    @Override
    public String type() {
      return "subscribe";
    }
  }

  record Unsubscribe(String subscriptionId) implements Command {
    @Override
    public String type() {
      return "unsubscribe";
    }
  }

  /**
   * Wants to see its subscriptions.
   *
   * @param after the id they come behind, or null for the first ones
   * @param limit at most so many
   */
  record ListSubscriptions(@Nullable String after, int limit) implements Command {
    @Override
    public String type() {
      return "list";
    }
  }

  record Prices(boolean enabled) implements Command {
    @Override
    public String type() {
      return "prices";
    }
  }

  /**
   * Wants to be a connection that was there before.
   *
   * @param lastNotificationId the last notification the client has processed, or null if it leaves
   *     that to the server
   */
  record Resume(String token, @Nullable String lastNotificationId) implements Command {
    @Override
    public String type() {
      return "resume";
    }

    /** Without the token, which is a secret. */
    @Override
    public String toString() {
      return "Resume[lastNotificationId=" + lastNotificationId + "]";
    }
  }

  record Ping() implements Command {
    @Override
    public String type() {
      return "ping";
    }
  }
}

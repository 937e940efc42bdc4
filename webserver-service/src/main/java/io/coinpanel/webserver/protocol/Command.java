package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A valid client command. */
public sealed interface Command {

  /** Its type on the wire. */
  String type();

  /**
   * Subscribes to crossings.
   *
   * @param symbol in lower case; existence is checked against the symbol list
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
   * Lists the connection's subscriptions.
   *
   * @param after exclusive lower bound of ids, or null
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
   * Resumes an earlier connection.
   *
   * @param lastNotificationId the last notification processed by the client, or null to use the
   *     server's acknowledgement
   */
  record Resume(String token, @Nullable String lastNotificationId) implements Command {
    @Override
    public String type() {
      return "resume";
    }

    /** Omits the secret token. */
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

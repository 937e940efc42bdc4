package io.coinpanel.webserver.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A valid client command. */
public sealed interface Command {

  /** Its type on the wire. */
  String type();

  /** Subscribes to crossings. */
  record Subscribe(Terms terms, Details details) implements Command {
    @Override
    public String type() {
      return "subscribe";
    }
  }

  /**
   * Edits subscriptions.
   *
   * @param many whether it was given a list of ids; each gets a reply either way
   */
  record Update(List<String> subscriptionIds, boolean many, Edit edit) implements Command {
    @Override
    public String type() {
      return "update";
    }
  }

  /** Ends subscriptions. */
  record Unsubscribe(List<String> subscriptionIds) implements Command {
    @Override
    public String type() {
      return "unsubscribe";
    }
  }

  /**
   * Lists the owner's subscriptions.
   *
   * @param after exclusive lower bound of ids, or null
   * @param limit the maximum number
   */
  record ListSubscriptions(@Nullable String after, int limit) implements Command {
    @Override
    public String type() {
      return "list";
    }
  }

  /**
   * Turns prices on or off.
   *
   * @param symbols in lower case, or null for those of the subscriptions
   */
  record Prices(boolean enabled, @Nullable List<String> symbols) implements Command {
    @Override
    public String type() {
      return "prices";
    }
  }

  /**
   * Resumes an earlier connection, or continues with an account's notifications.
   *
   * @param token of the connection; null for the account of the socket
   * @param lastNotificationId the last notification processed by the client; null to use the
   *     server's acknowledgement, or for an account to begin at the present
   */
  record Resume(@Nullable String token, @Nullable String lastNotificationId) implements Command {
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

  /**
   * Makes the socket one of an account.
   *
   * @param token an API key or a JWT; null for the account of the machine itself
   */
  record Authenticate(@Nullable String token) implements Command {
    @Override
    public String type() {
      return "authenticate";
    }

    /** Omits the secret token. */
    @Override
    public String toString() {
      return "Authenticate[]";
    }
  }

  record Stats() implements Command {
    @Override
    public String type() {
      return "stats";
    }
  }

  record Ping() implements Command {
    @Override
    public String type() {
      return "ping";
    }
  }
}

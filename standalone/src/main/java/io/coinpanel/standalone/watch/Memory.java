package io.coinpanel.standalone.watch;

import org.jspecify.annotations.Nullable;

/** What a watch takes from one connection to the next. */
final class Memory {

  private final Told told = new Told();
  private @Nullable String token;
  private @Nullable String lastNotification;
  private @Nullable String subscription;

  Told told() {
    return told;
  }

  @Nullable String token() {
    return token;
  }

  @Nullable String lastNotification() {
    return lastNotification;
  }

  /** Null until the server has confirmed it. */
  @Nullable String subscription() {
    return subscription;
  }

  /** A connection of its own begins, with nothing of the old one's. */
  void begin(String newToken) {
    token = newToken;
    lastNotification = null;
    subscription = null;
  }

  void subscribed(String id) {
    subscription = id;
  }

  void notified(String id) {
    lastNotification = id;
  }
}

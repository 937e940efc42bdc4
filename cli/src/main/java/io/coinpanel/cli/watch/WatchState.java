package io.coinpanel.cli.watch;

import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.Session;
import io.coinpanel.cli.session.SessionName;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State of a watch that survives reconnects and restarts. */
final class WatchState {

  private final PrintedNotifications printed = new PrintedNotifications();
  private final Session session;
  private final URI url;
  private final Consumer<String> warning;
  private @Nullable String token;
  private @Nullable String lastNotification;
  private boolean hasOthers;
  private boolean warned;
  private volatile @Nullable String subscription;

  private WatchState(Session session, URI url, Consumer<String> complaint) {
    this.session = session;
    this.url = url;
    this.warning = complaint;
  }

  /**
   * The state of an earlier watch of the same server.
   *
   * @param complaint called when the state cannot be saved
   */
  static WatchState of(Session session, URI url, Consumer<String> complaint) throws IOException {
    WatchState watchState = new WatchState(session, url, complaint);
    session
        .saved()
        .filter(earlier -> earlier.url().equals(url))
        .ifPresent(
            earlier -> {
              watchState.token = earlier.token();
              watchState.lastNotification = earlier.lastNotification();
            });
    return watchState;
  }

  PrintedNotifications printed() {
    return printed;
  }

  SessionName name() {
    return session.name();
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

  /** Starts a new connection without old state. */
  void begin(String newToken) {
    token = newToken;
    lastNotification = null;
    subscription = null;
    hasOthers = false;
    save();
  }

  void subscribed(String id) {
    subscription = id;
  }

  /** Whether the session has alerts of earlier watches beside this one's. */
  void hasOthers(boolean others) {
    hasOthers = others;
  }

  /** Called after printing: a crash in between repeats it rather than losing it. */
  void notified(String id) {
    lastNotification = id;
    save();
  }

  /** False if there was none. */
  boolean forgetLastNotification() {
    boolean known = lastNotification != null;
    lastNotification = null;
    return known;
  }

  private void save() {
    try {
      String kept = token;
      if (kept != null) {
        session.save(new SavedSession(url, kept, lastNotification));
      }
    } catch (IOException e) {
      warn(e);
    }
  }

  /** The subscription has ended; so has the session, unless it has others. */
  void end() {
    try {
      if (!hasOthers) {
        session.forget();
      }
    } catch (IOException e) {
      warn(e);
    }
  }

  private void warn(IOException failure) {
    if (!warned) {
      warned = true;
      warning.accept("Cannot save this watch: " + failure + ".");
    }
  }
}

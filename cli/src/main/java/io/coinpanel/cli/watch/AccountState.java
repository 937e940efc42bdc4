package io.coinpanel.cli.watch;

import io.coinpanel.cli.session.NotificationCursor;
import io.coinpanel.cli.session.NotificationCursors;
import io.coinpanel.cli.session.SessionName;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State of a watch of an account that survives reconnects and restarts. */
final class AccountState implements AutoCloseable {

  private final NotificationCursors cursors;
  private final URI url;
  private final SessionName what;
  private final Consumer<String> warning;
  private final PrintedNotifications printed = new PrintedNotifications();

  private @Nullable NotificationCursor cursor;
  private @Nullable String lastNotification;
  private @Nullable String subscription;
  private boolean warned;

  /**
   * @param what a name for what is watched
   * @param warning called when the state cannot be saved
   */
  AccountState(NotificationCursors cursors, URI url, SessionName what, Consumer<String> warning) {
    this.cursors = cursors;
    this.url = url;
    this.what = what;
    this.warning = warning;
  }

  /** Reads the state of the account, once it is known; false while another watch has it. */
  boolean open(String account) {
    if (cursor != null) {
      return true;
    }
    try {
      Optional<NotificationCursor> free = cursors.tryAcquire(name(account));
      if (free.isEmpty()) {
        return false;
      }
      cursor = free.get();
      lastNotification = cursor.read().orElse(null);
    } catch (IOException e) {
      warn(e);
    }
    return true;
  }

  private SessionName name(String account) {
    return SessionName.of("account" + account, url.getAuthority(), what.text());
  }

  PrintedNotifications printed() {
    return printed;
  }

  @Nullable String lastNotification() {
    return lastNotification;
  }

  /** The server does not accept it, as it may be of a database that is gone. */
  void forgetLastNotification() {
    lastNotification = null;
  }

  /** Null until the server has confirmed it. */
  @Nullable String subscription() {
    return subscription;
  }

  void subscribed(String id) {
    subscription = id;
  }

  /** It was for another watch. */
  void skipped(String id) {
    lastNotification = id;
  }

  /** Called after printing: a crash in between repeats it rather than losing it. */
  void notified(String id) {
    lastNotification = id;
    try {
      if (cursor != null) {
        cursor.write(id);
      }
    } catch (IOException e) {
      warn(e);
    }
  }

  /** The subscription has ended. */
  void end() {
    try {
      if (cursor != null) {
        cursor.delete();
      }
    } catch (IOException e) {
      warn(e);
    }
  }

  private void warn(IOException failure) {
    if (!warned) {
      warned = true;
      warning.accept("Cannot save the progress of this watch: " + failure + ".");
    }
  }

  @Override
  public void close() throws IOException {
    if (cursor != null) {
      cursor.close();
    }
  }
}

package io.coinpanel.standalone.watch;

import io.coinpanel.standalone.session.Remembered;
import io.coinpanel.standalone.session.Session;
import io.coinpanel.standalone.session.SessionName;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a watch takes from one connection to the next, and from one process to the next. */
final class Memory {

  private final Told told = new Told();
  private final Session session;
  private final URI url;
  private final Consumer<String> complaint;
  private @Nullable String token;
  private @Nullable String lastNotification;
  private boolean hasOthers;
  private boolean complained;
  private volatile @Nullable String subscription;

  private Memory(Session session, URI url, Consumer<String> complaint) {
    this.session = session;
    this.url = url;
    this.complaint = complaint;
  }

  /**
   * What an earlier watch left, if it was one of the same server.
   *
   * @param complaint gets told when nothing can be remembered
   */
  static Memory of(Session session, URI url, Consumer<String> complaint) throws IOException {
    Memory memory = new Memory(session, url, complaint);
    session
        .remembered()
        .filter(earlier -> earlier.url().equals(url))
        .ifPresent(
            earlier -> {
              memory.token = earlier.token();
              memory.lastNotification = earlier.lastNotification();
            });
    return memory;
  }

  Told told() {
    return told;
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

  /** A connection of its own begins, with nothing of the old one's. */
  void begin(String newToken) {
    token = newToken;
    lastNotification = null;
    subscription = null;
    hasOthers = false;
    keep();
  }

  void subscribed(String id) {
    subscription = id;
  }

  /** Whether the session has alerts of earlier watches beside this one's. */
  void hasOthers(boolean others) {
    hasOthers = others;
  }

  /** To be called once it is printed: one that is killed in between prints it twice, not never. */
  void notified(String id) {
    lastNotification = id;
    keep();
  }

  /** False if there was none. */
  boolean forgetLastNotification() {
    boolean known = lastNotification != null;
    lastNotification = null;
    return known;
  }

  private void keep() {
    try {
      String kept = token;
      if (kept != null) {
        session.remember(new Remembered(url, kept, lastNotification));
      }
    } catch (IOException e) {
      complain(e);
    }
  }

  /** The subscription is over; the session too, unless it has others. */
  void end() {
    try {
      if (!hasOthers) {
        session.forget();
      }
    } catch (IOException e) {
      complain(e);
    }
  }

  private void complain(IOException failure) {
    if (!complained) {
      complained = true;
      complaint.accept("This watch cannot be remembered: " + failure + ".");
    }
  }
}

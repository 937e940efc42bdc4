package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.Backlog;
import io.coinpanel.webserver.session.Sessions;
import io.coinpanel.webserver.subscription.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Rehearses a resume at start, for a connection that does not exist: clients resume on webservers
 * that have just started, and the first would wait for code that has never run and for statements
 * that the database has not planned.
 */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Enough for the driver to prepare each statement. */
  private static final int TIMES = 20;

  private final Sessions sessions;
  private final Subscriptions subscriptions;
  private final Backlog backlog;

  WarmUp(Sessions sessions, Subscriptions subscriptions, Backlog backlog) {
    this.sessions = sessions;
    this.subscriptions = subscriptions;
    this.backlog = backlog;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    Thread.ofVirtual().name("warm-up").start(this::run);
  }

  private void run() {
    try {
      for (int i = 0; i < TIMES; i++) {
        sessions.rehearseResume(RowId.NONE);
        subscriptions.resume(RowId.NONE);
        backlog.read(RowId.NONE, 0, 1, 1);
      }
    } catch (RuntimeException e) {
      LOG.debug("the first clients will find it cold", e);
    }
  }
}

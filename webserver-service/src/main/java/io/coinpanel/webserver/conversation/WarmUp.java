package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.Backlog;
import io.coinpanel.webserver.session.Sessions;
import io.coinpanel.webserver.subscription.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Reads at the start what a client that resumes needs, for nobody: its clients come when a
 * webserver has just started, and would wait for code that has never run and for the plans of the
 * database.
 */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Enough for the driver to prepare each statement. */
  private static final int TIMES = 20;

  private static final long NOBODY = 0;

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
        sessions.rehearseResume();
        subscriptions.resume(NOBODY);
        backlog.read(NOBODY, 0, 1, 1);
      }
    } catch (RuntimeException e) {
      LOG.debug("the first clients will find it cold", e);
    }
  }
}

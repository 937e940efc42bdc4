package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ConnectionResumer;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.socket.NotificationBacklog;
import io.coinpanel.webserver.subscription.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Warms up resume at startup with a non-existent connection: clients resume right after a restart,
 * and the first would wait for cold code and unplanned statements.
 */
final class ResumeWarmUp implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(ResumeWarmUp.class);

  /** Enough for the driver to prepare each statement. */
  private static final int TIMES = 20;

  private final ConnectionResumer resumer;
  private final Subscriptions subscriptions;
  private final NotificationBacklog notificationBacklog;

  ResumeWarmUp(
      ConnectionResumer resumer,
      Subscriptions subscriptions,
      NotificationBacklog notificationBacklog) {
    this.resumer = resumer;
    this.subscriptions = subscriptions;
    this.notificationBacklog = notificationBacklog;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    Thread.ofVirtual().name("warm-up").start(this::run);
  }

  private void run() {
    try {
      for (int i = 0; i < TIMES; i++) {
        resumer.warmUp(RowId.NONE);
        subscriptions.resume(RowId.NONE);
        notificationBacklog.read(RowId.NONE, 0, 1, 1);
      }
    } catch (RuntimeException e) {
      LOG.debug("warm-up failed; the first clients will be slower", e);
    }
  }
}

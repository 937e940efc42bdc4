package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.Disconnector;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Graceful shutdown: accepts no new sockets, closes existing ones with 1001, and stores the
 * disconnects before anything this needs stops.
 */
final class GracefulShutdown implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int POLL_MILLIS = 20;

  private final ApplicationContext context;
  private final Sockets sockets;
  private final Disconnector disconnector;
  private final NanoClock clock;
  private volatile boolean running;

  GracefulShutdown(
      ApplicationContext context, Sockets sockets, Disconnector disconnector, NanoClock clock) {
    this.context = context;
    this.sockets = sockets;
    this.disconnector = disconnector;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    LOG.info("closing {} connections", sockets.count());
    sockets.closeAll(CloseReason.SHUTTING_DOWN);
    try {
      awaitClosed();
      storeDisconnects();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitClosed() throws InterruptedException {
    long started = clock.nanoTime();
    while (sockets.count() > 0 && clock.nanoTime() - started < LONGEST.toNanos()) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Does not wait for an unresponsive database: expiry finds rows without sockets. */
  private void storeDisconnects() throws InterruptedException {
    Thread.ofVirtual().start(disconnector::disconnectAll).join(LONGEST);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Highest phase: stops first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

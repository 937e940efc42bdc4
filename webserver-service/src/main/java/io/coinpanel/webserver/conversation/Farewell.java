package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.session.Sessions;
import java.time.Duration;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The end of a webserver: it takes nobody new, says why to those who are there, and stores that
 * they are away, all before anything it needs for that has stopped.
 */
final class Farewell implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final int LOOK_EVERY_MILLIS = 20;

  private final ApplicationContext context;
  private final Connections connections;
  private final Sessions sessions;
  private final NanoClock clock;
  private volatile boolean running;

  Farewell(
      ApplicationContext context, Connections connections, Sessions sessions, NanoClock clock) {
    this.context = context;
    this.connections = connections;
    this.sessions = sessions;
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
    LOG.info("closing {} connections", connections.count());
    connections.refuse(CloseReason.SHUTTING_DOWN);
    try {
      awaitSilence();
      departAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitSilence() throws InterruptedException {
    long started = clock.nanoTime();
    while (connections.count() > 0 && clock.nanoTime() - started < LONGEST.toNanos()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /**
   * A database that does not answer is not waited for: the rows are found without their sockets.
   */
  private void departAll() throws InterruptedException {
    Thread.ofVirtual().start(sessions::departAll).join(LONGEST);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before everything else: the highest phase there is belongs to what stops first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what connections have to say, each on a virtual thread of its own for as long as there is
 * something: a client that does not read blocks nobody else. Messages are encoded here, at the last
 * moment.
 */
final class SocketWriters implements Writers {

  private static final Logger LOG = LoggerFactory.getLogger(SocketWriters.class);
  private static final int PAGE = 200;

  private final Executor threads;
  private final Backlog backlog;
  private final LongSupplier delivered;
  private final InstantSource clock;
  private final ConnectionMetrics metrics;

  /** Clients that catch up share a few database connections, so that others keep theirs. */
  private final Semaphore readers = new Semaphore(2);

  SocketWriters(
      Executor threads,
      Backlog backlog,
      LongSupplier delivered,
      InstantSource clock,
      ConnectionMetrics metrics) {
    this.threads = threads;
    this.backlog = backlog;
    this.delivered = delivered;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void start(ClientConnection connection) {
    threads.execute(() -> write(connection));
  }

  @Override
  public void overflowed() {
    metrics.overflowed();
  }

  private void write(ClientConnection connection) {
    try {
      boolean more = true;
      while (more) {
        more = step(connection);
      }
    } catch (IOException e) {
      LOG.debug("connection {} broke while it was written to", connection.id(), e);
      connection.wire().abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn(
          "connection {} cannot catch up now, trying again: {}", connection.id(), e.toString());
      connection.stopWriting();
    }
  }

  /** Returns whether there may be more to do. */
  private boolean step(ClientConnection connection) throws IOException, InterruptedException {
    long reached = delivered.getAsLong();
    return switch (connection.next(clock.millis(), reached)) {
      case Work.Say(List<ServerMessage> messages) -> {
        say(connection, messages);
        messages.forEach(this::time);
        yield true;
      }
      case Work.Ping(String payload) -> {
        connection.wire().ping(payload);
        yield true;
      }
      case Work.CatchUp(long after, long upTo) -> {
        catchUp(connection, after, upTo);
        yield true;
      }
      case Work.Close close -> {
        connection.wire().close(close.reason());
        yield false;
      }
      case Work.Rest _ -> false;
    };
  }

  private static void say(ClientConnection connection, List<ServerMessage> messages)
      throws IOException {
    connection.wire().text(messages.stream().map(MessageEncoder::encode).toList());
  }

  private void catchUp(ClientConnection connection, long after, long upTo)
      throws IOException, InterruptedException {
    List<Notified> rows;
    readers.acquire();
    try {
      rows = backlog.read(connection.id(), after, upTo, PAGE);
    } finally {
      readers.release();
    }
    List<ServerMessage> messages = connection.caughtUp(rows, upTo, rows.size() < PAGE);
    if (!messages.isEmpty()) {
      say(connection, messages);
    }
  }

  private void time(ServerMessage message) {
    if (message instanceof Notification notification) {
      metrics.told(Duration.between(notification.createdAt(), clock.instant()));
    }
  }
}

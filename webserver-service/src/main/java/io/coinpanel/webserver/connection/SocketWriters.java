package io.coinpanel.webserver.connection;

import io.coinpanel.model.OutageLog;
import io.coinpanel.webserver.connection.Backlog.Missed;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what connections have to say. Writing never waits for a client: where the network takes no
 * more, the writer leaves, and is started again when the client has read. So a few threads serve
 * all; only reading the table waits, on virtual threads. Messages are encoded here, at the last
 * moment.
 */
final class SocketWriters implements Writers {

  private static final Logger LOG = LoggerFactory.getLogger(SocketWriters.class);
  private static final int PAGE = 200;

  /** To write to so many takes less time than to wake another thread for it. */
  private static final int FEW = 4;

  private final OutageLog outage = new OutageLog(LOG, "Reading what slow clients have missed");
  private final Executor threads;
  private final Executor waitingThreads;
  private final Backlog backlog;
  private final LongSupplier delivered;
  private final InstantSource clock;
  private final ConnectionMetrics metrics;

  /** Whom the thread is telling something {@link #together}. */
  private final ScopedValue<List<ClientConnection>> told = ScopedValue.newInstance();

  /** Clients that catch up share a few database connections, so that others keep theirs. */
  private final Semaphore readers = new Semaphore(2);

  SocketWriters(
      Executor threads,
      Executor waitingThreads,
      Backlog backlog,
      LongSupplier delivered,
      InstantSource clock,
      ConnectionMetrics metrics) {
    this.threads = threads;
    this.waitingThreads = waitingThreads;
    this.backlog = backlog;
    this.delivered = delivered;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void start(ClientConnection connection) {
    if (told.isBound()) {
      told.get().add(connection);
    } else {
      threads.execute(() -> write(connection));
    }
  }

  @Override
  public void together(Runnable telling) {
    List<ClientConnection> connections = new ArrayList<>();
    try {
      ScopedValue.where(told, connections).run(telling);
    } finally {
      if (connections.size() <= FEW) {
        connections.forEach(this::write);
      } else {
        connections.forEach(this::start);
      }
    }
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
    } catch (RuntimeException bug) {
      cannotWrite(connection, bug);
    }
  }

  /** Returns whether there may be more to do now. */
  private boolean step(ClientConnection connection) {
    long reached = delivered.getAsLong();
    return switch (connection.next(reached)) {
      case Work.Say(List<ServerMessage> messages) ->
          isThrough(connection, say(connection, messages).thenRun(() -> time(messages)));
      case Work.Ping(String payload) -> isThrough(connection, connection.wire().ping(payload));
      case Work.CatchUp(long after, long upTo) -> {
        waitingThreads.execute(() -> catchUp(connection, after, upTo));
        yield false;
      }
      case Work.Close close -> {
        connection.wire().close(close.reason());
        yield false;
      }
      case Work.Rest _ -> false;
    };
  }

  private static CompletableFuture<?> say(
      ClientConnection connection, List<ServerMessage> messages) {
    return connection.wire().text(messages.stream().map(MessageEncoder::encode).toList());
  }

  /** Whether it has gone out; if not yet, the writer is started again when it has. */
  private boolean isThrough(ClientConnection connection, CompletableFuture<?> written) {
    if (written.isDone() && !written.isCompletedExceptionally()) {
      return true;
    }
    var _ = written.whenComplete((_, failure) -> goOn(connection, failure));
    return false;
  }

  private void goOn(ClientConnection connection, @Nullable Throwable failure) {
    if (failure == null) {
      start(connection);
    } else {
      LOG.debug("connection {} broke while it was written to", connection.id(), failure);
      breakOff(connection);
    }
  }

  /** A socket that is just being closed is left to that: the client is to hear the reason. */
  private static void breakOff(ClientConnection connection) {
    if (!connection.wire().isClosing()) {
      connection.breakOff();
    }
  }

  private void catchUp(ClientConnection connection, long after, long upTo) {
    try {
      List<Missed> rows = read(connection, after, upTo);
      outage.worked();
      pass(connection, rows, upTo);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      outage.failed(e);
      connection.stopWriting();
    }
  }

  /** Once rows count as taken, what fails is not read again but costs the client its socket. */
  private void pass(ClientConnection connection, List<Missed> rows, long upTo) {
    try {
      List<ServerMessage> messages = connection.caughtUp(rows, upTo, rows.size() < PAGE);
      if (messages.isEmpty() || isThrough(connection, say(connection, messages))) {
        start(connection);
      }
    } catch (RuntimeException bug) {
      cannotWrite(connection, bug);
    }
  }

  private static void cannotWrite(ClientConnection connection, RuntimeException bug) {
    // It costs this client its socket, and no notification: it resumes.
    LOG.error("connection {} cannot be written to", connection.id(), bug);
    connection.breakOff();
  }

  private List<Missed> read(ClientConnection connection, long after, long upTo)
      throws InterruptedException {
    readers.acquire();
    try {
      return backlog.read(connection.id(), after, upTo, PAGE);
    } finally {
      readers.release();
    }
  }

  private void time(List<ServerMessage> messages) {
    for (ServerMessage message : messages) {
      if (message instanceof Notification notification) {
        metrics.told(Duration.between(notification.createdAt(), clock.instant()));
      }
    }
  }
}

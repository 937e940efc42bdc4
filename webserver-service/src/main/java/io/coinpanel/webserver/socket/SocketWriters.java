package io.coinpanel.webserver.socket;

import io.coinpanel.model.OutageLog;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
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
 * Writes queued messages. Never blocks on a client: when the network is congested, the writer
 * returns and is restarted when the write completes. A few threads serve all sockets; table reads
 * block on virtual threads. Messages are encoded here, as late as possible.
 */
final class SocketWriters implements Writers {

  private static final Logger LOG = LoggerFactory.getLogger(SocketWriters.class);
  private static final int PAGE = 200;

  /** Writing to this many sockets is faster than waking another thread. */
  private static final int FEW = 4;

  private final OutageLog outage = new OutageLog(LOG, "Reading the backlog of slow clients");
  private final Executor threads;
  private final Executor waitingThreads;
  private final NotificationBacklog notificationBacklog;
  private final LongSupplier delivered;
  private final InstantSource clock;
  private final SocketMetrics metrics;

  /** Sockets of the current {@link #inBatch} batch. */
  private final ScopedValue<List<ClientSocket>> batch = ScopedValue.newInstance();

  /** Clients that catch up share a few database connections, so that others keep theirs. */
  private final Semaphore readers = new Semaphore(2);

  SocketWriters(
      Executor threads,
      Executor waitingThreads,
      NotificationBacklog notificationBacklog,
      LongSupplier delivered,
      InstantSource clock,
      SocketMetrics metrics) {
    this.threads = threads;
    this.waitingThreads = waitingThreads;
    this.notificationBacklog = notificationBacklog;
    this.delivered = delivered;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void start(ClientSocket connection) {
    if (batch.isBound()) {
      batch.get().add(connection);
    } else {
      threads.execute(() -> write(connection));
    }
  }

  @Override
  public void inBatch(Runnable telling) {
    List<ClientSocket> connections = new ArrayList<>();
    try {
      ScopedValue.where(batch, connections).run(telling);
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

  private void write(ClientSocket connection) {
    try {
      boolean more = true;
      while (more) {
        more = step(connection);
      }
    } catch (RuntimeException bug) {
      fail(connection, bug);
    }
  }

  /** Returns whether there may be more to do now. */
  private boolean step(ClientSocket connection) {
    long reached = delivered.getAsLong();
    return switch (connection.next(reached)) {
      case WriterTask.Send(List<ServerMessage> messages) ->
          isFlushed(connection, send(connection, messages).thenRun(() -> time(messages)));
      case WriterTask.Ping(String payload) ->
          isFlushed(connection, connection.wire().ping(payload));
      case WriterTask.CatchUp(long after, long upTo) -> {
        waitingThreads.execute(() -> catchUp(connection, after, upTo));
        yield false;
      }
      case WriterTask.Close close -> {
        connection.wire().close(close.reason());
        yield false;
      }
      case WriterTask.Idle _ -> false;
    };
  }

  private static CompletableFuture<?> send(ClientSocket connection, List<ServerMessage> messages) {
    return connection.wire().text(messages.stream().map(MessageEncoder::encode).toList());
  }

  /** Whether the write completed; otherwise the writer restarts on completion. */
  private boolean isFlushed(ClientSocket connection, CompletableFuture<?> written) {
    if (written.isDone() && !written.isCompletedExceptionally()) {
      return true;
    }
    var _ = written.whenComplete((_, failure) -> resumeWriting(connection, failure));
    return false;
  }

  private void resumeWriting(ClientSocket connection, @Nullable Throwable failure) {
    if (failure == null) {
      start(connection);
    } else {
      LOG.debug("connection {}: write failed", connection.id(), failure);
      abort(connection);
    }
  }

  /** Leaves closing sockets alone, so that the client receives the close reason. */
  private static void abort(ClientSocket connection) {
    if (!connection.wire().isClosing()) {
      connection.abort();
    }
  }

  private void catchUp(ClientSocket connection, long after, long upTo) {
    try {
      List<MissedNotification> rows = read(connection, after, upTo);
      outage.recovered();
      enqueue(connection, rows, upTo);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      outage.failed(e);
      connection.stopWriting();
    }
  }

  /** After rows are queued, a failure closes the socket instead of rereading them. */
  private void enqueue(ClientSocket connection, List<MissedNotification> rows, long upTo) {
    try {
      List<ServerMessage> messages = connection.caughtUp(rows, upTo, rows.size() < PAGE);
      if (messages.isEmpty() || isFlushed(connection, send(connection, messages))) {
        start(connection);
      }
    } catch (RuntimeException bug) {
      fail(connection, bug);
    }
  }

  private static void fail(ClientSocket connection, RuntimeException bug) {
    // Closes this socket; the client resumes and loses nothing.
    LOG.error("connection {}: cannot write", connection.id(), bug);
    connection.abort();
  }

  private List<MissedNotification> read(ClientSocket connection, long after, long upTo)
      throws InterruptedException {
    readers.acquire();
    try {
      return notificationBacklog.read(connection.id(), after, upTo, PAGE);
    } finally {
      readers.release();
    }
  }

  private void time(List<ServerMessage> messages) {
    for (ServerMessage message : messages) {
      if (message instanceof Notification notification) {
        metrics.sent(Duration.between(notification.createdAt(), clock.instant()));
      }
    }
  }
}

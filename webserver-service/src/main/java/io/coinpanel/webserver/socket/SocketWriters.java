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
final class SocketWriters {

  private static final Logger LOG = LoggerFactory.getLogger(SocketWriters.class);
  private static final int PAGE = 200;

  /** Writing to this many sockets is faster than waking another thread. */
  private static final int FEW = 4;

  private final OutageLog outage = new OutageLog(LOG, "Reading the backlog of slow clients");
  private final Executor threads;
  private final Executor waitingThreads;
  private final NotificationBacklog notificationBacklog;
  private final LongSupplier routed;
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
      LongSupplier routed,
      InstantSource clock,
      SocketMetrics metrics) {
    this.threads = threads;
    this.waitingThreads = waitingThreads;
    this.notificationBacklog = notificationBacklog;
    this.routed = routed;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Starts a writer for the socket, or after the current batch; never blocks. */
  void start(ClientSocket socket) {
    if (batch.isBound()) {
      batch.get().add(socket);
    } else {
      threads.execute(() -> write(socket));
    }
  }

  /** Batches sends and starts writers afterwards. */
  void inBatch(Runnable sends) {
    List<ClientSocket> sockets = new ArrayList<>();
    try {
      ScopedValue.where(batch, sockets).run(sends);
    } finally {
      if (sockets.size() <= FEW) {
        sockets.forEach(this::write);
      } else {
        sockets.forEach(this::start);
      }
    }
  }

  /** A mailbox overflowed to the table. */
  void overflowed() {
    metrics.overflowed();
  }

  private void write(ClientSocket socket) {
    try {
      boolean more = true;
      while (more) {
        more = step(socket);
      }
    } catch (RuntimeException bug) {
      fail(socket, bug);
    }
  }

  /** Returns whether there may be more to do now. */
  private boolean step(ClientSocket socket) {
    return switch (socket.next(routed.getAsLong())) {
      case WriterTask.Send(List<ServerMessage> messages) ->
          isFlushed(socket, send(socket, messages).thenRun(() -> time(messages)));
      case WriterTask.Ping(String payload) -> isFlushed(socket, socket.transport().ping(payload));
      case WriterTask.CatchUp(long after, long upTo) -> {
        waitingThreads.execute(() -> catchUp(socket, after, upTo));
        yield false;
      }
      case WriterTask.Close close -> {
        socket.transport().close(close.reason());
        yield false;
      }
      case WriterTask.Idle _ -> false;
    };
  }

  private static CompletableFuture<?> send(ClientSocket socket, List<ServerMessage> messages) {
    return socket.transport().text(messages.stream().map(MessageEncoder::encode).toList());
  }

  /** Whether the write completed; otherwise the writer restarts on completion. */
  private boolean isFlushed(ClientSocket socket, CompletableFuture<?> written) {
    if (written.isDone() && !written.isCompletedExceptionally()) {
      return true;
    }
    var _ = written.whenComplete((_, failure) -> resumeWriting(socket, failure));
    return false;
  }

  private void resumeWriting(ClientSocket socket, @Nullable Throwable failure) {
    if (failure == null) {
      start(socket);
    } else {
      LOG.debug("connection {}: write failed", socket.id(), failure);
      abort(socket);
    }
  }

  /** Leaves closing sockets alone, so that the client receives the close reason. */
  private static void abort(ClientSocket socket) {
    if (!socket.transport().isClosing()) {
      socket.abort();
    }
  }

  private void catchUp(ClientSocket socket, long after, long upTo) {
    try {
      List<MissedNotification> rows = read(socket, after, upTo);
      outage.recovered();
      enqueue(socket, rows, upTo);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      outage.failed(e);
      socket.stopWriting();
    }
  }

  /** After rows are queued, a failure closes the socket instead of rereading them. */
  private void enqueue(ClientSocket socket, List<MissedNotification> rows, long upTo) {
    try {
      List<ServerMessage> messages = socket.caughtUp(rows, upTo, rows.size() < PAGE);
      if (messages.isEmpty() || isFlushed(socket, send(socket, messages))) {
        start(socket);
      }
    } catch (RuntimeException bug) {
      fail(socket, bug);
    }
  }

  private static void fail(ClientSocket socket, RuntimeException bug) {
    // Closes this socket; the client resumes and loses nothing.
    LOG.error("connection {}: cannot write", socket.id(), bug);
    socket.abort();
  }

  private List<MissedNotification> read(ClientSocket socket, long after, long upTo)
      throws InterruptedException {
    readers.acquire();
    try {
      return notificationBacklog.read(socket.ownerId(), after, upTo, PAGE);
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

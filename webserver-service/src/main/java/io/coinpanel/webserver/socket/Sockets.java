package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The open sockets of this webserver. */
public final class Sockets {

  private final Map<Long, ClientSocket> byId = new ConcurrentHashMap<>();

  /** All sockets, also those that have no identity yet. */
  private final Set<ClientSocket> sockets = ConcurrentHashMap.newKeySet();

  private final Writers writers;
  private final SocketTimeouts timeouts;
  private final HeartbeatClock beats;
  private volatile @Nullable CloseReason refusing;

  Sockets(Writers writers, SocketTimeouts socketTimeouts, HeartbeatClock beats) {
    this.writers = writers;
    this.timeouts = socketTimeouts;
    this.beats = beats;
  }

  /** Registers a new socket without identity. */
  public ClientSocket connect(Transport transport) {
    ClientSocket connection = new ClientSocket(transport, writers, beats.millis());
    sockets.add(connection);
    CloseReason reason = refusing;
    if (reason != null) {
      connection.close(reason);
    }
    return connection;
  }

  /**
   * Routes events for {@code id} to this socket.
   *
   * @return the previous socket, if any
   */
  public @Nullable ClientSocket register(long id, ClientSocket connection) {
    return register(id, connection, () -> {});
  }

  /**
   * Like {@link #register(long, ClientSocket)}.
   *
   * @param arrival run before any other change for this id
   */
  public @Nullable ClientSocket register(long id, ClientSocket connection, Runnable arrival) {
    AtomicReference<@Nullable ClientSocket> before = new AtomicReference<>();
    byId.compute(
        id,
        (_, registered) -> {
          before.set(registered);
          arrival.run();
          return connection;
        });
    return before.get();
  }

  /** Undoes {@link #register} unless another socket is registered by now. */
  public void unregister(long id, ClientSocket connection) {
    unregister(id, connection, () -> {});
  }

  /**
   * Like {@link #unregister(long, ClientSocket)}.
   *
   * @param departure run if the socket was registered, before any other is
   */
  public void unregister(long id, ClientSocket connection, Runnable departure) {
    byId.computeIfPresent(
        id,
        (_, registered) -> {
          if (!registered.equals(connection)) {
            return registered;
          }
          departure.run();
          return null;
        });
  }

  /** The socket is gone. */
  public void disconnect(ClientSocket connection) {
    sockets.remove(connection);
  }

  /** Batches sends to many sockets; writing starts after the batch. */
  public void inBatch(Runnable telling) {
    writers.inBatch(telling);
  }

  public Optional<ClientSocket> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Sockets with an identity; weakly consistent iteration. */
  public Collection<ClientSocket> all() {
    return byId.values();
  }

  public int count() {
    return sockets.size();
  }

  long queued() {
    return sockets.stream().mapToLong(ClientSocket::queued).sum();
  }

  /** Heartbeat: sends due pings and closes timed-out sockets. */
  public void heartbeat() {
    long now = beats.next();
    sockets.forEach(connection -> connection.heartbeat(now, timeouts));
  }

  /** Closes all sockets, current and future. */
  public void closeAll(CloseReason reason) {
    refusing = reason;
    sockets.forEach(connection -> connection.close(reason));
  }
}

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

  private final SocketWriters writers;
  private final SocketTimeouts timeouts;
  private final HeartbeatClock beats;
  private volatile @Nullable CloseReason refusing;

  Sockets(SocketWriters writers, SocketTimeouts timeouts, HeartbeatClock beats) {
    this.writers = writers;
    this.timeouts = timeouts;
    this.beats = beats;
  }

  /** Registers a new socket without identity. */
  public ClientSocket connect(Transport transport) {
    ClientSocket socket = new ClientSocket(transport, writers, beats.millis());
    sockets.add(socket);
    CloseReason reason = refusing;
    if (reason != null) {
      socket.close(reason);
    }
    return socket;
  }

  /**
   * Routes events for {@code id} to this socket.
   *
   * @return the previous socket, if any
   */
  public @Nullable ClientSocket register(long id, ClientSocket socket) {
    return register(id, socket, () -> {});
  }

  /**
   * Like {@link #register(long, ClientSocket)}.
   *
   * @param beforeChange run before any other change for this id
   */
  public @Nullable ClientSocket register(long id, ClientSocket socket, Runnable beforeChange) {
    AtomicReference<@Nullable ClientSocket> before = new AtomicReference<>();
    byId.compute(
        id,
        (_, registered) -> {
          before.set(registered);
          beforeChange.run();
          return socket;
        });
    return before.get();
  }

  /** Undoes {@link #register} unless another socket is registered by now. */
  public void unregister(long id, ClientSocket socket) {
    unregister(id, socket, () -> {});
  }

  /**
   * Like {@link #unregister(long, ClientSocket)}.
   *
   * @param beforeRemoval run if the socket was registered, before any other is
   */
  public void unregister(long id, ClientSocket socket, Runnable beforeRemoval) {
    byId.computeIfPresent(
        id,
        (_, registered) -> {
          if (!registered.equals(socket)) {
            return registered;
          }
          beforeRemoval.run();
          return null;
        });
  }

  /** The socket is gone. */
  public void disconnect(ClientSocket socket) {
    sockets.remove(socket);
  }

  /** Batches sends to many sockets; writing starts after the batch. */
  public void inBatch(Runnable sends) {
    writers.inBatch(sends);
  }

  public Optional<ClientSocket> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Sockets with an identity; weakly consistent iteration. */
  public Collection<ClientSocket> all() {
    return byId.values();
  }

  /** All sockets, whoever is on them; weakly consistent iteration. */
  public Collection<ClientSocket> open() {
    return sockets;
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
    sockets.forEach(socket -> socket.heartbeat(now, timeouts));
  }

  /** Closes all sockets, current and future. */
  public void closeAll(CloseReason reason) {
    refusing = reason;
    sockets.forEach(socket -> socket.close(reason));
  }
}

package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.CloseReason;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The clients connected to this webserver. */
public final class Connections {

  private final Map<Long, ClientConnection> byId = new ConcurrentHashMap<>();

  /** All sockets, also those that have no identity yet. */
  private final Set<ClientConnection> sockets = ConcurrentHashMap.newKeySet();

  private final Writers writers;
  private final Patience patience;
  private final BeatClock beats;
  private volatile @Nullable CloseReason refusing;

  Connections(Writers writers, Patience patience, BeatClock beats) {
    this.writers = writers;
    this.patience = patience;
    this.beats = beats;
  }

  /** A connection on a new socket, without an identity yet. */
  public ClientConnection connect(Wire wire) {
    ClientConnection connection = new ClientConnection(wire, writers, beats.millis());
    sockets.add(connection);
    CloseReason reason = refusing;
    if (reason != null) {
      connection.close(reason);
    }
    return connection;
  }

  /**
   * From now on events for {@code id} go to the connection.
   *
   * @return the connection they went to before, if there was one
   */
  public @Nullable ClientConnection register(long id, ClientConnection connection) {
    return register(id, connection, () -> {});
  }

  /**
   * Like {@link #register(long, ClientConnection)}.
   *
   * @param arrival done before anybody else is registered or unregistered for the id
   */
  public @Nullable ClientConnection register(
      long id, ClientConnection connection, Runnable arrival) {
    AtomicReference<@Nullable ClientConnection> before = new AtomicReference<>();
    byId.compute(
        id,
        (_, registered) -> {
          before.set(registered);
          arrival.run();
          return connection;
        });
    return before.get();
  }

  /** The opposite of {@link #register}, unless somebody else is registered for the id by now. */
  public void unregister(long id, ClientConnection connection) {
    unregister(id, connection, () -> {});
  }

  /**
   * Like {@link #unregister(long, ClientConnection)}.
   *
   * @param departure done if the connection was registered, before anybody else is
   */
  public void unregister(long id, ClientConnection connection, Runnable departure) {
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
  public void disconnect(ClientConnection connection) {
    sockets.remove(connection);
  }

  /** Tells any number of connections something; they are written to when all have been told. */
  public void together(Runnable telling) {
    writers.together(telling);
  }

  public Optional<ClientConnection> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Those that have an identity; may be iterated while it changes. */
  public Collection<ClientConnection> all() {
    return byId.values();
  }

  public int count() {
    return sockets.size();
  }

  long waiting() {
    return sockets.stream().mapToLong(ClientConnection::waiting).sum();
  }

  /** One beat of the heart: pings that are due, and an end for clients that are lost. */
  public void beat() {
    long now = beats.next();
    sockets.forEach(connection -> connection.beat(now, patience));
  }

  /** From now on closes every socket, those that are there and those that may still come. */
  public void refuse(CloseReason reason) {
    refusing = reason;
    sockets.forEach(connection -> connection.close(reason));
  }
}

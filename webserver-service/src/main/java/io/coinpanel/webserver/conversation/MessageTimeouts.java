package io.coinpanel.webserver.conversation;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Aborts sockets that take too long to send one message, which enforces a minimum data rate.
 * Between messages, heartbeats apply.
 */
final class MessageTimeouts {

  private final Set<SocketFrameHandler> sockets = ConcurrentHashMap.newKeySet();
  private final long timeoutNanos;
  private final NanoClock clock;

  MessageTimeouts(Duration timeout, NanoClock clock) {
    this.timeoutNanos = timeout.toNanos();
    this.clock = clock;
  }

  void add(SocketFrameHandler socket) {
    sockets.add(socket);
  }

  void remove(SocketFrameHandler socket) {
    sockets.remove(socket);
  }

  void sweep() {
    long now = clock.nanoTime();
    sockets.forEach(socket -> socket.abortIfSlow(now, timeoutNanos));
  }
}

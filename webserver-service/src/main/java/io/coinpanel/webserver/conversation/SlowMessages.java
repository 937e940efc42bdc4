package io.coinpanel.webserver.conversation;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Ends sockets whose client takes too long over one message: as messages are bounded, that is a
 * minimum data rate. Between messages a client may be silent for as long as it answers pings.
 */
final class SlowMessages {

  private final Set<SocketFrames> sockets = ConcurrentHashMap.newKeySet();
  private final long timeoutNanos;
  private final NanoClock clock;

  SlowMessages(Duration timeout, NanoClock clock) {
    this.timeoutNanos = timeout.toNanos();
    this.clock = clock;
  }

  void watch(SocketFrames socket) {
    sockets.add(socket);
  }

  void forget(SocketFrames socket) {
    sockets.remove(socket);
  }

  void sweep() {
    long now = clock.nanoTime();
    sockets.forEach(socket -> socket.abortIfSlow(now, timeoutNanos));
  }
}

package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.CloseReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A socket as far as a connection uses it. Only the connection's writer writes to it. */
public interface Wire {

  /**
   * Sends text frames, in order and together. Never blocks.
   *
   * @return done when the network has taken them, which it does not while the client does not read;
   *     failed if the socket is no longer there
   */
  CompletableFuture<?> text(List<byte[]> frames);

  /** Sends a ping of at most 125 ASCII characters, like {@link #text}. */
  CompletableFuture<?> ping(String payload);

  /** Says why, then closes. Does not wait for the client's part of it. */
  void close(CloseReason reason);

  /** Whether it is being closed, by either side: then nothing more can be written. */
  boolean isClosing();

  /** Drops the socket without a word. */
  void abort();
}

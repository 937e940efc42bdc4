package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Transport of one WebSocket. Only the socket's writer writes to it. */
public interface Transport {

  /**
   * Sends text frames in one flush. Never blocks.
   *
   * @return completes when the network accepted them, which is delayed while the client does not
   *     read; fails if the socket is closed
   */
  CompletableFuture<?> text(List<byte[]> frames);

  /** Sends a ping of at most 125 ASCII characters, like {@link #text}. */
  CompletableFuture<?> ping(String payload);

  /** Sends a close frame without waiting for the client's. */
  void close(CloseReason reason);

  /** Whether either side is closing; nothing more can be written. */
  boolean isClosing();

  /** Aborts the socket without a close frame. */
  void abort();
}

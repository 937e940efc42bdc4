package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.CloseReason;
import java.io.IOException;
import java.util.List;

/** A socket as far as a connection uses it. Only the connection's writer writes to it. */
public interface Wire {

  /**
   * Sends text frames, in order and together. Blocks while the client does not read.
   *
   * @throws IOException if the socket is no longer there
   */
  void text(List<byte[]> frames) throws IOException;

  /** Sends a ping of at most 125 ASCII characters; same blocking and errors as {@link #text}. */
  void ping(String payload) throws IOException;

  /** Says why, then closes. Does not wait for the client's part of it. */
  void close(CloseReason reason);

  /** Drops the socket without a word. */
  void abort();
}

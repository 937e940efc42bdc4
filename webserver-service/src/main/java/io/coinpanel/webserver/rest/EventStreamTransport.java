package io.coinpanel.webserver.rest;

import java.util.concurrent.CompletableFuture;

/** The response that carries an event stream. Only its writer uses it, but for aborting. */
interface EventStreamTransport {

  /**
   * Writes and flushes. Never blocks.
   *
   * @return completes when the network accepted it, which is delayed while the client does not
   *     read; fails if the client is gone
   */
  CompletableFuture<?> write(byte[] text);

  /** Ends the response. */
  void close();

  /** Closes its network connection. */
  void abort();
}

package io.coinpanel.webserver.socket;

/** Starts writers for sockets. */
interface Writers {

  /** Starts a writer for the socket; never blocks. */
  void start(ClientSocket connection);

  /** Batches sends and starts writers afterwards. */
  void inBatch(Runnable telling);

  /** A mailbox overflowed to the table. */
  void overflowed();
}

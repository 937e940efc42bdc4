package io.coinpanel.webserver.connection;

/** Where a connection finds a thread to write with. */
interface Writers {

  /** Starts writing what the connection has to say; never blocks. */
  void start(ClientConnection connection);

  /** A mailbox was full and fell back on the table. */
  void overflowed();
}

package io.coinpanel.webserver.connection;

/** Where a connection finds a thread to write with. */
interface Writers {

  /** Starts writing what the connection has to say; never blocks. */
  void start(ClientConnection connection);

  /** Lets connections be told things, and starts writing when all of them have been. */
  void together(Runnable telling);

  /** A mailbox was full and fell back on the table. */
  void overflowed();
}

package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage;
import java.util.List;

/** The next task of a socket's writer. */
sealed interface WriterTask {

  record Send(List<ServerMessage> messages) implements WriterTask {}

  record Ping(String payload) implements WriterTask {}

  /** Read the table for notifications with {@code after < id <= upTo}. */
  record CatchUp(long after, long upTo) implements WriterTask {}

  record Close(CloseReason reason) implements WriterTask {}

  /** Nothing to do: the writer ends until new work starts it. */
  record Idle() implements WriterTask {}
}

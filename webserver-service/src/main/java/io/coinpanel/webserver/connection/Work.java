package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage;
import java.util.List;

/** What a connection's writer has to do next. */
sealed interface Work {

  record Say(List<ServerMessage> messages) implements Work {}

  record Ping(String payload) implements Work {}

  /** Read the table for notifications with {@code after < id <= upTo}. */
  record CatchUp(long after, long upTo) implements Work {}

  record Close(CloseReason reason) implements Work {}

  /** Nothing: the writer ends, and the next thing to do starts a new one. */
  record Rest() implements Work {}
}

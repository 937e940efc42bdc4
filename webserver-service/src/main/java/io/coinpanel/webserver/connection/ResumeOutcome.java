package io.coinpanel.webserver.connection;

/** Outcome of a resume. */
public sealed interface ResumeOutcome {

  /**
   * The socket has the connection's identity; the reply is still to be sent.
   *
   * @param reached later notifications are routed to it
   * @param recovered whether all missed notifications are still stored
   */
  record Resumed(long connectionId, long reached, boolean recovered) implements ResumeOutcome {}

  /** Invalid or expired token. */
  record InvalidToken() implements ResumeOutcome {}

  /** The given last notification does not belong to the connection. */
  record InvalidNotification() implements ResumeOutcome {}
}

package io.coinpanel.webserver.session;

/** What came of the wish to resume. */
public sealed interface ResumeOutcome {

  /**
   * The socket is that connection now; its answer is still to be said.
   *
   * @param reached every later notification is handed to it
   * @param recovered whether all it has missed is still stored
   */
  record Resumed(long connectionId, long reached, boolean recovered) implements ResumeOutcome {}

  /** A token that resumes nothing, for whatever reason. */
  record InvalidToken() implements ResumeOutcome {}

  /** The last notification it names is not one of the connection's. */
  record InvalidNotification() implements ResumeOutcome {}
}

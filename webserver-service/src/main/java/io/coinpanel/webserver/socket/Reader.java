package io.coinpanel.webserver.socket;

/** Receives the events of one owner, in order. */
public interface Reader {

  /** Accepts an event; must not block. */
  void deliver(Event event);

  /** Ends it after a bug; its client resumes. */
  void abort();
}

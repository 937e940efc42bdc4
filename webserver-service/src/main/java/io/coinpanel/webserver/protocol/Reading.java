package io.coinpanel.webserver.protocol;

/** What a frame turned out to be. */
public sealed interface Reading {

  /** What the reply repeats. */
  Echo echo();

  /** A command to be carried out. */
  record Understood(Echo echo, Command command) implements Reading {}

  /** Nothing that can be carried out, and why. */
  record Refused(Echo echo, ErrorCode code, String message) implements Reading {}
}

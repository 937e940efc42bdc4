package io.coinpanel.webserver.protocol;

/** Result of parsing a frame. */
public sealed interface ParsedFrame {

  /** What the reply echoes. */
  Echo echo();

  /** A valid command. */
  record Valid(Echo echo, Command command) implements ParsedFrame {}

  /** Invalid input, with the reason. */
  record Invalid(Echo echo, ErrorCode code, String message) implements ParsedFrame {}
}

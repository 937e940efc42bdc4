package io.coinpanel.webserver.protocol;

import org.jspecify.annotations.Nullable;

/** What a frame turned out to be. */
public sealed interface Reading {

  /** What the client called its command, to be echoed; null if it did not. */
  @Nullable String ref();

  /** A command to be carried out. */
  record Understood(@Nullable String ref, Command command) implements Reading {}

  /** Nothing that can be carried out, and why. */
  record Refused(@Nullable String ref, ErrorCode code, String message) implements Reading {}
}

package io.coinpanel.simulator.rules;

/** What a client can break. */
public enum Limit {
  MESSAGES,
  STREAMS,
  ATTEMPTS,
  WEIGHT,
  WENT_ON_AFTER_429,
  PONG,
  COMMAND_SIZE,
  TOO_SLOW
}

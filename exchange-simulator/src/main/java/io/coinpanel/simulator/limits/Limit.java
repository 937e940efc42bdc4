package io.coinpanel.simulator.limits;

/** Limits a client can violate. */
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

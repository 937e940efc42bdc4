package io.coinpanel.simulator.stream;

/** Response to a SUBSCRIBE that names a poisoned stream. */
public enum PoisonResponse {
  /** An error with the command's id. */
  WITH_ID,
  /** An error without command id. */
  WITHOUT_ID,
  /** Nothing, ever. */
  NONE
}

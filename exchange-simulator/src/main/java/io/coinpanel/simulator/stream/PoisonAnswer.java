package io.coinpanel.simulator.stream;

/** What a SUBSCRIBE is answered that names a poisoned stream. */
public enum PoisonAnswer {
  /** An error with the command's id. */
  WITH_ID,
  /** An error that does not say which command it is for. */
  WITHOUT_ID,
  /** Nothing, ever. */
  NONE
}

package io.coinpanel.matching;

/** How long a price has held, until its deadline. */
abstract class HoldRun extends Deadline {

  /** The price has held until the deadline, as the trade after the last one before it shows. */
  abstract void prove();
}

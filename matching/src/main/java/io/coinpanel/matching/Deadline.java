package io.coinpanel.matching;

/** Something that is due at a trade time. */
abstract class Deadline {

  static final int NOT_SET = -1;

  /** Epoch milliseconds; means nothing unless it is set. */
  long due;

  /** Where {@link Deadlines} have it. */
  int place = NOT_SET;

  boolean isSet() {
    return place != NOT_SET;
  }
}

package io.coinpanel.webserver.destination;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a destination is, as its sender knows it.
 *
 * @param done notifications up to this one are not sent any more
 * @param wanted up to here there may be notifications for it
 * @param epoch of the sender that has it
 * @param failures in a row, of any message
 * @param failingSince when the first of them was; null without any
 * @param next when the next attempt is due; null for at once
 * @param head attempts of the message after {@code done}
 * @param summary what goes out next as one message, or null
 * @param dropped notifications up to this one may have been dropped by retention
 */
record DeliveryState(
    long done,
    long wanted,
    long epoch,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant next,
    Head head,
    @Nullable Summary summary,
    long dropped) {

  /**
   * What became of the message after {@code done} so far.
   *
   * @param failures attempts that failed
   * @param refusals attempts that were refused
   */
  record Head(int failures, int refusals) {

    static final Head NEW = new Head(0, 0);
  }

  /** Notifications that go out as one message, fixed before its first attempt. */
  record Summary(long first, long last, int count) {

    /** The same at every attempt. */
    String id() {
      return "sum-" + last;
    }
  }
}

package io.coinpanel.testkit.conditions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a subscription knows when a trade is judged.
 *
 * @param trades all of the symbol; those before the baseline must not be looked at
 * @param baseline index of the baseline
 * @param current index of the trade that is judged, after the baseline
 * @param lastFiring since the baseline
 */
record Tape(List<Trade> trades, int baseline, int current, @Nullable Firing lastFiring) {

  long price(int index) {
    return trades.get(index).price();
  }

  long time(int index) {
    return trades.get(index).time();
  }

  /** Whether trades are missing between this one and the one before. */
  boolean isGapBefore(int index) {
    return trades.get(index).isAfterGap();
  }

  /** The trade it last fired on since the baseline, or the baseline. */
  int anchor() {
    return lastFiring == null ? baseline : lastFiring.trade();
  }
}

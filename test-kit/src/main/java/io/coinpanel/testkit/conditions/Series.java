package io.coinpanel.testkit.conditions;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prices that a level condition compares, the baseline's first: trades, or closes of bars. */
interface Series {

  int newest();

  long price(int n);

  /** Index of the trade that has this price: of a bar, the last one before its end. */
  int trade(int n);

  @Nullable Long barEnd(int n);

  /** Every trade since the baseline. */
  record Trades(Tape tape) implements Series {

    @Override
    public int newest() {
      return tape.current() - tape.baseline();
    }

    @Override
    public long price(int n) {
      return tape.price(trade(n));
    }

    @Override
    public int trade(int n) {
      return tape.baseline() + n;
    }

    @Override
    public @Nullable Long barEnd(int n) {
      return null;
    }
  }

  /** The baseline and the closes since. */
  record Closes(Tape tape, List<Close> closes) implements Series {

    /** A close: the trade that has its price, and the bar's end. */
    record Close(int trade, @Nullable Long barEnd) {}

    /** The closes, if the current trade makes another one known; else null. */
    static @Nullable Closes known(Tape tape, Bar bar) {
      if (bar.at(tape.time(tape.current() - 1)) == bar.at(tape.time(tape.current()))) {
        return null;
      }
      List<Close> closes = new ArrayList<>();
      closes.add(new Close(tape.baseline(), null));
      long firstWhole = Long.MIN_VALUE;
      boolean isNew = false;
      for (int i = tape.baseline() + 1; i <= tape.current(); i++) {
        long before = bar.at(tape.time(i - 1));
        long now = bar.at(tape.time(i));
        if (tape.isGapBefore(i)) {
          firstWhole = now + 1;
        }
        // Of the bars that end here, all but the first are empty and repeat its close.
        long ended = Math.max(before, firstWhole);
        isNew = ended < now;
        if (isNew) {
          closes.add(new Close(i - 1, bar.end(ended)));
        }
      }
      return isNew ? new Closes(tape, closes) : null;
    }

    @Override
    public int newest() {
      return closes.size() - 1;
    }

    @Override
    public long price(int n) {
      return tape.price(trade(n));
    }

    @Override
    public int trade(int n) {
      return closes.get(n).trade();
    }

    @Override
    public @Nullable Long barEnd(int n) {
      return closes.get(n).barEnd();
    }
  }
}

package io.coinpanel.ingestion.feed;

import java.util.Arrays;

/**
 * Live trades behind a gap, in order of their ids, until the gap is closed. All symbols share one
 * budget; what does not fit is left to history.
 */
final class HeldTrades {

  private static final int COLUMNS = 4;
  private static final int SMALLEST = 16;

  private final Budget budget;
  // Rows of id, price, time and arrival, from head to end.
  private long[] rows = new long[SMALLEST * COLUMNS];
  private int head;
  private int end;

  /** How many trades may still be held, over all symbols. Owned by the feed's thread. */
  static final class Budget {
    private int left;

    Budget(int most) {
      left = most;
    }
  }

  HeldTrades(Budget budget) {
    this.budget = budget;
  }

  /**
   * Holds a trade; one that is held already stays as it is.
   *
   * @param arrivedAt monotonic nanoseconds
   * @return false if the budget is used up
   */
  boolean hold(long id, long price, long time, long arrivedAt) {
    makeRoom();
    int at = end;
    while (at > head && rows[(at - 1) * COLUMNS] >= id) {
      at--;
    }
    if (at < end && rows[at * COLUMNS] == id) {
      return true;
    }
    if (budget.left == 0) {
      return false;
    }
    budget.left--;
    int row = at * COLUMNS;
    System.arraycopy(rows, row, rows, row + COLUMNS, (end - at) * COLUMNS);
    rows[row] = id;
    rows[row + 1] = price;
    rows[row + 2] = time;
    rows[row + 3] = arrivedAt;
    end++;
    return true;
  }

  private void makeRoom() {
    if (end * COLUMNS < rows.length) {
      return;
    }
    int size = end - head;
    int capacity = Math.max(SMALLEST, size * 2) * COLUMNS;
    rows = Arrays.copyOf(Arrays.copyOfRange(rows, head * COLUMNS, end * COLUMNS), capacity);
    head = 0;
    end = size;
  }

  boolean isEmpty() {
    return head == end;
  }

  /** Of the first one, as all of the following; only if it is not empty. */
  long id() {
    return rows[head * COLUMNS];
  }

  /** The id of the last one; only if it is not empty. */
  long lastId() {
    return rows[(end - 1) * COLUMNS];
  }

  long price() {
    return rows[head * COLUMNS + 1];
  }

  long time() {
    return rows[head * COLUMNS + 2];
  }

  long arrivedAt() {
    return rows[head * COLUMNS + 3];
  }

  void dropFirst() {
    head++;
    budget.left++;
  }

  void clear() {
    budget.left += end - head;
    head = 0;
    end = 0;
  }
}

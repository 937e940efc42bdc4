package io.coinpanel.ingestion.feed;

import java.util.Arrays;

/**
 * Reorder buffer: live trades after a gap, ordered by id, until the gap closes. All symbols share
 * one budget; the rest is left to history. Owned by the feed's thread.
 */
final class ReorderBuffer {

  private static final int COLUMNS = 4;
  private static final int MIN = 16;

  private final ReorderBudget budget;
  // Rows of id, price, time and arrival, from head to end.
  private long[] rows = new long[MIN * COLUMNS];
  private int head;
  private int end;

  ReorderBuffer(ReorderBudget budget) {
    this.budget = budget;
  }

  /**
   * Buffers a trade; duplicates are ignored.
   *
   * @param arrivedAt monotonic nanoseconds
   * @return false if the budget is used up
   */
  boolean add(long id, long price, long time, long arrivedAt) {
    makeRoom();
    int at = end;
    while (at > head && rows[(at - 1) * COLUMNS] >= id) {
      at--;
    }
    if (at < end && rows[at * COLUMNS] == id) {
      return true;
    }
    if (!budget.tryTake()) {
      return false;
    }
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
    int capacity = Math.max(MIN, size * 2) * COLUMNS;
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
    budget.giveBack(1);
  }

  void clear() {
    budget.giveBack(end - head);
    head = 0;
    end = 0;
  }
}

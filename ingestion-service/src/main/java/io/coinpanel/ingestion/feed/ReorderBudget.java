package io.coinpanel.ingestion.feed;

/** How many more trades may be held behind gaps, over all symbols. Owned by the feed's thread. */
public final class ReorderBudget {

  private int left;

  public ReorderBudget(int most) {
    left = most;
  }

  boolean tryTake() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  void giveBack(int count) {
    left += count;
  }
}

package io.coinpanel.ingestion.feed;

import org.junit.jupiter.api.Test;

/** Random trades, streams, histories and restarts against a naive oracle that knows every trade. */
class SymbolFeedModelTest {

  private static final int SEQUENCES = 4_000;

  @Test
  void everyCrossingIsFoundOnceAndInOrder() {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      try {
        new SymbolFeedRun(seed).run();
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
  }
}

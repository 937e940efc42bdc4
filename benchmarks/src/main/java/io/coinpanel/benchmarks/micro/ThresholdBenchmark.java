package io.coinpanel.benchmarks.micro;

import io.coinpanel.matching.ThresholdFlags;
import io.coinpanel.matching.ThresholdIndex;
import io.coinpanel.model.ConditionKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One trade, judged against the thresholds of its symbol. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ThresholdBenchmark {

  /** The prices of the trades. */
  @State(Scope.Thread)
  public static class Trades {
    @Param({"10", "1000", "100000", "10000000"})
    int thresholds;

    @Param({"0", "1", "1000"})
    int crossed;

    private long[] prices = {};
    private int next;

    @Setup
    public void walk() {
      prices = ladder().prices(crossed);
    }

    ThresholdLadder ladder() {
      return new ThresholdLadder(thresholds);
    }

    long price() {
      return prices[next++ & (ThresholdLadder.PRICES - 1)];
    }
  }

  /** The product's own index. */
  @State(Scope.Thread)
  public static class Index {
    private final ThresholdIndex thresholds = new ThresholdIndex();
    private ThresholdIndex.Visitor visitor = (threshold, subscription, owner, terms) -> {};

    @Setup
    public void fill(Trades trades, Blackhole crossings) {
      visitor = (threshold, subscription, owner, terms) -> crossings.consume(subscription);
      byte terms = ThresholdFlags.of(ConditionKind.CROSS, false);
      ThresholdLadder thresholdLadder = trades.ladder();
      for (int i = 0; i < thresholdLadder.thresholds(); i++) {
        thresholds.add(thresholdLadder.threshold(i), i, i % 1000, terms);
      }
      thresholds.baseline(trades.price());
    }
  }

  /** A sorted map. */
  @State(Scope.Thread)
  public static class Tree {
    private final TreeThresholds thresholds = new TreeThresholds();
    private TreeThresholds.Visitor visitor = (threshold, watched) -> {};

    @Setup
    public void fill(Trades trades, Blackhole crossings) {
      visitor = (threshold, watched) -> crossings.consume(watched.subscription());
      ThresholdLadder thresholdLadder = trades.ladder();
      for (int i = 0; i < thresholdLadder.thresholds(); i++) {
        thresholds.add(
            thresholdLadder.threshold(i),
            new TreeThresholds.Watched(i, i % 1000, ConditionKind.CROSS));
      }
      thresholds.baseline(trades.price());
    }
  }

  @Benchmark
  public void coinpanel(Trades trades, Index index) {
    index.thresholds.move(trades.price(), index.visitor);
  }

  @Benchmark
  public void treeMap(Trades trades, Tree tree) {
    tree.thresholds.move(trades.price(), tree.visitor);
  }
}

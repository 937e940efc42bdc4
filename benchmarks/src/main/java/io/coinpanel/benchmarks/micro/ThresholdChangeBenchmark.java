package io.coinpanel.benchmarks.micro;

import io.coinpanel.matching.ThresholdFlags;
import io.coinpanel.matching.ThresholdIndex;
import io.coinpanel.model.ConditionKind;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A threshold that comes and goes again, anywhere among those that stay. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ThresholdChangeBenchmark {

  private static final byte TERMS = ThresholdFlags.of(ConditionKind.CROSS, false);

  @Param({"10", "1000", "100000", "10000000"})
  int thresholds;

  private final SplittableRandom random = new SplittableRandom(1);
  private long subscription;

  private ThresholdLadder ladder() {
    return new ThresholdLadder(thresholds);
  }

  /** The product's own index. */
  @State(Scope.Thread)
  public static class Index {
    private final ThresholdIndex index = new ThresholdIndex();

    @Setup
    public void fill(ThresholdChangeBenchmark all) {
      for (int i = 0; i < all.thresholds; i++) {
        index.add(all.ladder().threshold(i), i, i % 1000, TERMS);
      }
      index.baseline(all.ladder().prices(0)[0]);
      all.subscription = all.thresholds;
    }
  }

  /** A sorted map. */
  @State(Scope.Thread)
  public static class Tree {
    private final TreeThresholds tree = new TreeThresholds();

    @Setup
    public void fill(ThresholdChangeBenchmark all) {
      for (int i = 0; i < all.thresholds; i++) {
        tree.add(
            all.ladder().threshold(i),
            new TreeThresholds.Watched(i, i % 1000, ConditionKind.CROSS));
      }
      all.subscription = all.thresholds;
    }
  }

  @Benchmark
  public boolean coinpanel(Index state) {
    long threshold = ladder().any(random);
    state.index.add(threshold, ++subscription, 1, TERMS);
    return state.index.remove(threshold, subscription);
  }

  @Benchmark
  public boolean treeMap(Tree state) {
    long threshold = ladder().any(random);
    state.tree.add(threshold, new TreeThresholds.Watched(++subscription, 1, ConditionKind.CROSS));
    return state.tree.remove(threshold, subscription);
  }
}

package io.coinpanel.benchmarks.micro;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.matching.ThresholdFlags;
import io.coinpanel.matching.ThresholdIndex;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * Heap of a threshold. They come in no order, the worst for blocks; of small sizes there are many.
 */
final class HeapPerThreshold {

  private static final long MAX = 1_000_000;
  private static final double TARGET = 40;
  // Below it is what an empty index takes that counts.
  private static final long FEW = 1000;

  private HeapPerThreshold() {}

  static List<Figure> figures(long largest) {
    List<Figure> figures = new ArrayList<>();
    for (long size = 10; size <= largest; size *= 100) {
      Figure index = figure("coinpanel", size, HeapPerThreshold::index).at(size);
      figures.add(size < FEW ? index : index.target(TARGET));
      long trees = Math.min(size, MAX);
      figures.add(figure("tree-map", trees, HeapPerThreshold::tree).at(trees));
    }
    return figures;
  }

  private static Figure figure(String name, long size, LongFunction<Object> filled) {
    int many = (int) Math.max(1, MAX / size);
    double bytes = HeapMeter.bytesPerItem(size, many, () -> filled.apply(size));
    return Figure.lower("micro.heap." + name, "B", bytes);
  }

  private static Object index(long size) {
    ThresholdIndex index = new ThresholdIndex();
    SplittableRandom random = new SplittableRandom(size);
    for (long i = 0; i < size; i++) {
      index.add(threshold(random), i, i, ThresholdFlags.of(ConditionKind.CROSS, false));
    }
    return index;
  }

  private static Object tree(long size) {
    TreeThresholds tree = new TreeThresholds();
    SplittableRandom random = new SplittableRandom(size);
    for (long i = 0; i < size; i++) {
      tree.add(threshold(random), new TreeThresholds.Watched(i, i, ConditionKind.CROSS));
    }
    return tree;
  }

  private static long threshold(SplittableRandom random) {
    return random.nextLong(100_000 * Price.ONE);
  }
}

package io.coinpanel.benchmarks.conditions;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The trades until one subscription fires again, one or two, among others of its kind that stay
 * quiet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FiringBenchmark {

  private static final int MOST_TRADES = 4;

  @Param Kind kind = Kind.THRESHOLD;

  @Param({"10", "100000"})
  int subscriptions;

  private final Symbol symbol = new Symbol(Kind.SECONDS * 1000L);
  private boolean isAbove;

  @Setup
  public void fill() {
    symbol.fill(kind.kinds(), subscriptions);
    symbol.trade(PriceWalk.BASE);
    symbol.add(kind.firing(subscriptions));
  }

  @Benchmark
  public void coinpanel() {
    for (int i = 0; i < MOST_TRADES; i++) {
      isAbove = !isAbove;
      if (symbol.trade(isAbove ? Kind.TOP : PriceWalk.BASE) == 1) {
        return;
      }
    }
    throw new IllegalStateException("has not fired");
  }
}

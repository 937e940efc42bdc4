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

/** One trade of a walk that fires none of a symbol's subscriptions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QuietBenchmark {

  @Param Kind kind = Kind.MIXED;

  @Param({"10", "1000", "100000"})
  int subscriptions;

  private final Symbol symbol = new Symbol(Symbol.BUSY);

  @Setup
  public void fill() {
    symbol.fill(kind.kinds(), subscriptions);
  }

  @Benchmark
  public void coinpanel() {
    if (symbol.trade() != 0) {
      throw new IllegalStateException("fired");
    }
  }
}

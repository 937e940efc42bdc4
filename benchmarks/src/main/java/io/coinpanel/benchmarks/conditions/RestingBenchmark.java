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
 * One trade that crosses the threshold of all subscriptions, none of which may fire: they are in
 * cooldown, disarmed, or wait for the price to hold.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RestingBenchmark {

  @Param({"COOLDOWN", "REARM", "HOLD"})
  Kind kind = Kind.COOLDOWN;

  @Param({"10", "1000", "100000"})
  int subscriptions;

  /** Time stands still, so that no cooldown ends. */
  private final Symbol symbol = new Symbol(0);

  private boolean isAbove;

  @Setup
  public void fire() {
    symbol.trade(PriceWalk.BASE);
    for (int id = 0; id < subscriptions; id++) {
      symbol.add(kind.firing(id));
    }
    int fired = symbol.trade(Kind.TOP);
    if (fired != (kind == Kind.HOLD ? 0 : subscriptions)) {
      throw new IllegalStateException("fired " + fired);
    }
    isAbove = true;
  }

  @Benchmark
  public void coinpanel() {
    isAbove = !isAbove;
    if (symbol.trade(isAbove ? Kind.TOP : Kind.NOT_ARMED) != 0) {
      throw new IllegalStateException("fired");
    }
  }
}

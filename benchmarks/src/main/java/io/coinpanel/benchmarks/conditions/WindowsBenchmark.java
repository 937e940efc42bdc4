package io.coinpanel.benchmarks.conditions;

import io.coinpanel.benchmarks.micro.esper.EsperRiseStatements;
import io.coinpanel.benchmarks.micro.esper.EsperRiseWindow;
import io.coinpanel.benchmarks.micro.esper.EsperRises;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Repeat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One trade of a walk, with a rise in a window of its own for every rule. Each percentage is the
 * smallest that the walk does not reach in its window, so that triggers are as near as they can be.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowsBenchmark {

  /** The rules. */
  @State(Scope.Thread)
  public static class Rules {
    private static final int LONGEST = 1000;

    @Param({"10", "100", "1000"})
    int rules;

    int seconds(int rule) {
      return (rule + 1) * LONGEST / rules;
    }

    int ppm(int rule) {
      long trades = Math.ceilDiv(seconds(rule) * 1000L, Symbol.BUSY);
      return PriceWalk.largestRise((int) trades) + 1;
    }
  }

  /** What ingestion has for a symbol. */
  @State(Scope.Thread)
  public static class Product {
    private final Symbol symbol = new Symbol(Symbol.BUSY);

    /** A move is a rise and a fall, and a fall is smaller than the rise back. */
    @Param({"RISE", "MOVE"})
    ConditionKind condition = ConditionKind.RISE;

    @Setup
    public void fill(Rules rules) {
      symbol.trade();
      for (int i = 0; i < rules.rules; i++) {
        Percent percent = new Percent(rules.ppm(i));
        symbol.add(watched(i, new Condition.Change(condition, percent, rules.seconds(i), null)));
      }
      if (symbol.walk(2 * PriceWalk.LENGTH) != 0) {
        throw new IllegalStateException("fired");
      }
    }

    private static WatchedSubscription watched(int id, Condition condition) {
      long never = WatchedSubscription.NEVER;
      return new WatchedSubscription(
          id, 1, 1, 1, Symbol.NAME, condition, Repeat.EVERY, 0, never, never);
    }
  }

  /** What an Esper runtime has. */
  public abstract static class Esper {
    private final AtomicLong fired = new AtomicLong();
    private final EsperRises rises;
    private long id;

    Esper(Function<LongConsumer, EsperRises> kind) {
      rises = kind.apply(_ -> fired.incrementAndGet());
    }

    @Setup
    public void fill(Rules rules) {
      for (int i = 0; i < rules.rules; i++) {
        rises.add(i, rules.ppm(i), rules.seconds(i));
      }
      rises.baseline(PriceWalk.price(id));
      for (int i = 0; i < 2 * PriceWalk.LENGTH; i++) {
        trade();
      }
    }

    @TearDown
    public void close() {
      rises.close();
      if (fired.get() != 0) {
        throw new IllegalStateException("fired");
      }
    }

    void trade() {
      id++;
      rises.trade(PriceWalk.price(id), id * Symbol.BUSY);
    }
  }

  /** A statement for every rule. */
  @State(Scope.Thread)
  public static class Statements extends Esper {
    public Statements() {
      super(EsperRiseStatements::new);
    }
  }

  /** A window of rules. */
  @State(Scope.Thread)
  public static class Window extends Esper {
    public Window() {
      super(EsperRiseWindow::new);
    }
  }

  @Benchmark
  public int coinpanel(Product product) {
    return product.symbol.trade();
  }

  @Benchmark
  public void esperStatements(Statements esper) {
    esper.trade();
  }

  @Benchmark
  public void esperWindow(Window esper) {
    esper.trade();
  }
}

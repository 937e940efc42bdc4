package io.coinpanel.benchmarks.micro;

import io.coinpanel.benchmarks.micro.esper.EsperRules;
import io.coinpanel.benchmarks.micro.esper.EsperStatements;
import io.coinpanel.benchmarks.micro.esper.EsperWindow;
import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.feed.ActiveSubscription;
import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.feed.FeedMetrics;
import io.coinpanel.ingestion.feed.ReorderBudget;
import io.coinpanel.ingestion.feed.SequenceCheck;
import io.coinpanel.ingestion.feed.SymbolFeed;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.agrona.concurrent.SystemNanoClock;
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
 * One trade from its id and price to the crossings that a transaction would store: sequence,
 * thresholds, terms, rows. Esper does less of it: it has no sequence, and its crossings are only
 * counted.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {

  /** The prices of the trades. */
  @State(Scope.Thread)
  public static class Trades {
    @Param({"1", "1000", "100000"})
    int rules;

    @Param({"0", "1"})
    int crossed;

    private long[] prices = {};
    private int next;

    @Setup
    public void walk() {
      prices = ladder().prices(crossed);
    }

    ThresholdLadder ladder() {
      return new ThresholdLadder(rules);
    }

    long price() {
      return prices[next++ & (ThresholdLadder.PRICES - 1)];
    }
  }

  /** What ingestion has for a symbol. */
  @State(Scope.Thread)
  public static class Product {
    private static final int MANY = 200_000;

    private final SymbolFeed feed =
        new SymbolFeed(
            "btcusdt",
            0,
            new FeedClocks(
                InstantSource.system(),
                SystemNanoClock.INSTANCE,
                new ExchangeClock(InstantSource.system(), SystemNanoClock.INSTANCE)),
            new ReorderBudget(0),
            new FeedMetrics(new SimpleMeterRegistry()));
    private final Batch batch = new Batch();
    private long id;

    @Setup
    public void fill(Trades trades) {
      for (int i = 0; i < trades.rules; i++) {
        feed.restore(new ActiveSubscription(watched(i, trades.ladder().threshold(i)), 0, null));
      }
      feed.streamOpened();
      trade(trades.price());
    }

    private static WatchedSubscription watched(long id, long threshold) {
      long never = WatchedSubscription.NEVER;
      return new WatchedSubscription(
          id,
          1,
          1,
          1,
          "btcusdt",
          Condition.Threshold.plain(ConditionKind.ABOVE, new Price(threshold)),
          Repeat.EVERY,
          0,
          never,
          never);
    }

    SequenceCheck trade(long price) {
      SequenceCheck sequence = feed.onTrade(++id, price, 1_723_161_255_342L, batch);
      if (batch.crossings().size() >= MANY) {
        batch.clear();
      }
      return sequence;
    }

    /** Number of crossings not stored yet. */
    int crossings() {
      return batch.crossings().size();
    }
  }

  /** What an Esper runtime has. */
  public abstract static class Esper {
    private final AtomicLong fired = new AtomicLong();
    private final EsperRules rules;

    Esper(Function<LongConsumer, EsperRules> kind) {
      rules = kind.apply(_ -> fired.incrementAndGet());
    }

    @Setup
    public void fill(Trades trades) {
      for (int i = 0; i < trades.rules; i++) {
        rules.add(i, trades.ladder().threshold(i));
      }
      rules.baseline(trades.price());
    }

    @TearDown
    public void close() {
      rules.close();
    }

    long trade(long price) {
      rules.trade(price);
      return fired.get();
    }
  }

  /** A statement for every rule. */
  @State(Scope.Thread)
  public static class Statements extends Esper {
    public Statements() {
      super(EsperStatements::new);
    }
  }

  /** A window of rules. */
  @State(Scope.Thread)
  public static class Window extends Esper {
    public Window() {
      super(EsperWindow::new);
    }
  }

  @Benchmark
  public SequenceCheck coinpanel(Trades trades, Product product) {
    return product.trade(trades.price());
  }

  @Benchmark
  public long esperStatements(Trades trades, Statements esper) {
    return esper.trade(trades.price());
  }

  @Benchmark
  public long esperWindow(Trades trades, Window esper) {
    return esper.trade(trades.price());
  }
}

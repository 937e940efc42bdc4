package io.coinpanel.benchmarks.micro;

import io.coinpanel.ingestion.feed.SequenceCheck;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a trade is to the one before it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SequenceCheckBenchmark {

  private static final String SYMBOL = "btcusdt";

  private final Map<String, Long> lastBySymbol = new HashMap<>(Map.of(SYMBOL, 3_735_683_259L));
  private long id = 3_735_683_259L;
  private long last = 3_735_683_259L;
  private long time = 1_723_161_255_342L;

  @Benchmark
  public SequenceCheck coinpanel() {
    SequenceCheck sequence = SequenceCheck.check(last, time, ++id, ++time);
    last = id;
    return sequence;
  }

  @Benchmark
  public boolean hashMap() {
    Long before = lastBySymbol.put(SYMBOL, ++id);
    return before != null && before + 1 == id;
  }
}

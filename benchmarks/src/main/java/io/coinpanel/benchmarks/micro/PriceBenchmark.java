package io.coinpanel.benchmarks.micro;

import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A price as a person or the exchange's history spells it, into exact units. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PriceBenchmark {

  private final String[] texts = {"61837.63000000", "0.00001234", "65000", "2648.01"};
  private int next;

  @Benchmark
  public Optional<Price> coinpanel() {
    return Price.parse(text());
  }

  @Benchmark
  public BigDecimal bigDecimal() {
    return new BigDecimal(text());
  }

  private String text() {
    return texts[next++ & 3];
  }
}

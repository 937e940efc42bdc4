package io.coinpanel.benchmarks.backtest;

import io.coinpanel.backtest.Backtest;
import io.coinpanel.backtest.BacktestTerms;
import io.coinpanel.backtest.file.TradeFiles;
import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Repeat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Option;

/**
 * A backtest over a day of trades, as the exchange publishes it (compressed) and unpacked. Merely
 * reading the same file into memory, and unpacking it, is measured in turn with it.
 */
public final class BacktestBenchmark implements Benchmark {

  private static final int ROUNDS = 9;
  private static final int BUFFER = 1 << 18;
  private static final int PPM = 10_000;
  private static final int WINDOW_SECONDS = 300;

  @Option(
      names = "--backtest-trades",
      defaultValue = "1500000",
      description = "Trades of the day (${DEFAULT-VALUE}).")
  private int trades;

  /** What is measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  @Override
  public String name() {
    return "backtest";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws IOException {
    Path zip = Files.createTempFile("day", ".zip");
    Path plain = Files.createTempFile("day", ".csv");
    try {
      DayFile.writeZip(zip, trades);
      DayFile.writePlain(plain, trades);
      List<Figure> figures = new ArrayList<>(measure("zip", zip, () -> unpack(zip)));
      figures.addAll(measure("csv", plain, () -> read(plain)));
      return figures;
    } finally {
      Files.delete(zip);
      Files.delete(plain);
    }
  }

  private List<Figure> measure(String kind, Path file, Work reading) throws IOException {
    List<Double> own = new ArrayList<>();
    List<Double> mere = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      mere.add(milliseconds(reading));
      own.add(milliseconds(() -> backtest(file)));
      ratios.add(own.getLast() / mere.getLast());
    }
    String name = "backtest." + kind;
    return List.of(
        Figure.lower(name + ".time", "ms", median(own)).at(trades),
        Figure.lower(name + ".reading", "ms", median(mere)).at(trades),
        Figure.lower(name + ".first", "ms", own.getFirst()).at(trades),
        Figure.lower(name + ".ratio", "x", median(ratios)).target(2).at(trades));
  }

  private static double milliseconds(Work work) throws IOException {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static void unpack(Path file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      zip.getNextEntry();
      drain(zip);
    }
  }

  private static void read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      drain(stream);
    }
  }

  private static void drain(InputStream stream) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int read = 0;
    while (read >= 0) {
      read = stream.read(buffer, 0, buffer.length);
    }
  }

  private void backtest(Path file) throws IOException {
    BacktestTerms terms =
        new BacktestTerms(
            "btcusdt",
            new Condition.Change(ConditionKind.MOVE, new Percent(PPM), WINDOW_SECONDS, null),
            Repeat.EVERY,
            0,
            null);
    Backtest backtest = new Backtest(terms, Long.MAX_VALUE, _ -> {});
    try (TradeFiles files = TradeFiles.open(List.of(file), terms.symbol())) {
      boolean hasMore = true;
      while (hasMore) {
        hasMore = files.readInto(backtest);
      }
    }
    if (backtest.trades() != trades) {
      throw new IllegalStateException("judged " + backtest.trades() + " of " + trades + " trades");
    }
  }
}

package io.coinpanel.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.backtest.file.TradeFiles;
import io.coinpanel.model.Price;
import io.coinpanel.testkit.conditions.Fired;
import io.coinpanel.testkit.conditions.Oracle;
import io.coinpanel.testkit.conditions.RandomMarket;
import io.coinpanel.testkit.conditions.RandomTerms;
import io.coinpanel.testkit.conditions.Source;
import io.coinpanel.testkit.conditions.Terms;
import io.coinpanel.testkit.conditions.TradeRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backtests over files say what the oracle says of the same trades. */
class BacktestTest {

  private static final int MARKETS = 30;
  private static final int ROWS = 400;
  private static final int TERMS = 40;
  private static final int REVISION = 1;
  private static final long ID = 1;

  @TempDir private Path directory;

  @Test
  void firesAsLive() throws Exception {
    int firings = 0;
    for (int seed = 0; seed < MARKETS; seed++) {
      RandomGenerator random = new Random(seed);
      RandomMarket market = new RandomMarket(random);
      RandomTerms terms = new RandomTerms(random, market.tick());
      List<TradeRow> rows = market.rows(ROWS);
      Path file = Files.write(directory.resolve(seed + ".csv"), lines(rows));
      for (int i = 0; i < TERMS; i++) {
        TradeRow first = rows.getFirst();
        Terms tried = terms.next(first.price(), first.time());
        List<Fired> expected = expected(tried, rows);
        assertThat(actual(tried, file)).as("market %d, %s", seed, tried).isEqualTo(expected);
        firings += expected.size();
      }
    }
    assertThat(firings).isGreaterThan(8_000);
  }

  private static List<String> lines(List<TradeRow> rows) {
    List<String> lines = new ArrayList<>();
    long aggregate = 0;
    for (TradeRow row : rows) {
      // What is missing has an id of its own.
      aggregate += row.source() == Source.GAP ? 2 : 1;
      lines.add(
          "%d,%s,1.50000000,%d,%d,%d,True,True"
              .formatted(
                  aggregate, Price.toString(row.price()), row.id(), row.upToId(), row.time()));
    }
    return lines;
  }

  private static List<Fired> expected(Terms terms, List<TradeRow> rows) {
    Oracle oracle = new Oracle();
    oracle.activate(ID, terms);
    return rows.stream()
        .map(BacktestTest::fromFile)
        .map(oracle::trade)
        .flatMap(List::stream)
        .toList();
  }

  /** A file does not say how its trades were seen. */
  private static TradeRow fromFile(TradeRow row) {
    Source source = row.source() == Source.GAP ? Source.GAP : Source.LIVE;
    return new TradeRow(row.id(), row.upToId(), row.price(), row.time(), source);
  }

  private static List<Fired> actual(Terms terms, Path file) throws IOException {
    List<Fired> fired = new ArrayList<>();
    Backtest backtest =
        new Backtest(OracleTerms.terms(terms), Long.MAX_VALUE, firing -> fired.add(row(firing)));
    read(file, backtest);
    return fired;
  }

  private static void read(Path file, TradeSink sink) throws IOException {
    try (TradeFiles files = TradeFiles.open(List.of(file), "btcusdt")) {
      boolean hasMore = true;
      while (hasMore) {
        hasMore = files.readInto(sink);
      }
    }
  }

  private static Fired row(Firing firing) {
    io.coinpanel.model.Direction direction = firing.direction();
    BigDecimal level = firing.level();
    Price reference = firing.referencePrice();
    Instant barEnd = firing.barEnd();
    return new Fired(
        ID,
        REVISION,
        firing.tradeId(),
        firing.price(),
        firing.previousPrice(),
        firing.tradeTime().toEpochMilli(),
        // Trades after the first of an aggregate do not follow the gap.
        Source.valueOf(firing.source().name()),
        direction == null
            ? null
            : io.coinpanel.testkit.conditions.Direction.valueOf(direction.name()),
        level == null ? null : level.setScale(14),
        reference == null ? null : (@Nullable Long) reference.units(),
        barEnd == null ? null : (@Nullable Long) barEnd.toEpochMilli());
  }

  @Test
  void countsTradesAndThoseThatAreMissing() throws Exception {
    Path file =
        Files.write(
            directory.resolve("gap.csv"),
            List.of(
                "1,10.0,1,100,104,1723161255342,True,True",
                "3,11.0,1,107,107,1723161255000,True,True",
                "4,12.0,1,108,109,1723161256342,True,True"));
    Backtest backtest =
        new Backtest(
            OracleTerms.terms(
                Terms.of(io.coinpanel.testkit.conditions.Condition.above(10_50000000L))),
            Long.MAX_VALUE,
            firing -> assertThat(firing.source()).isEqualTo(io.coinpanel.model.Source.GAP));
    read(file, backtest);
    assertThat(backtest.trades()).isEqualTo(8);
    assertThat(backtest.missing()).isEqualTo(2);
    assertThat(backtest.fired()).isEqualTo(1);
    assertThat(backtest.start()).isEqualTo("2024-08-08T23:54:15.342Z");
    assertThat(backtest.end()).isEqualTo("2024-08-08T23:54:16.342Z");
  }

  @Test
  void idsBetweenAggregatesInARowAreNotMissing() throws Exception {
    Path file =
        Files.write(
            directory.resolve("unused.csv"),
            List.of(
                "1,10.0,1,100,104,1723161255342,True,True",
                "2,0.0,0,-1,-1,1723161255342,True,True",
                "3,11.0,1,107,107,1723161256342,True,True"));
    List<Firing> firings = new ArrayList<>();
    Backtest backtest =
        new Backtest(
            OracleTerms.terms(
                Terms.of(io.coinpanel.testkit.conditions.Condition.above(10_50000000L))),
            Long.MAX_VALUE,
            firings::add);
    read(file, backtest);
    assertThat(backtest.missing()).isZero();
    assertThat(firings).extracting(Firing::source).containsExactly(io.coinpanel.model.Source.LIVE);
  }

  @Test
  void takesNoMoreTradesOnceItIsFull() {
    List<Firing> firings = new ArrayList<>();
    Terms terms = Terms.of(io.coinpanel.testkit.conditions.Condition.cross(Price.ONE * 10));
    Backtest backtest = new Backtest(OracleTerms.terms(terms), 2, firings::add);
    for (int i = 0; i < 10; i++) {
      backtest.trade(i - 1, i, i, Price.ONE * (i % 2 == 0 ? 9 : 11), i);
    }
    assertThat(backtest.isFull()).isTrue();
    assertThat(firings).hasSize(2);
    assertThat(backtest.trades()).isEqualTo(3);
  }
}

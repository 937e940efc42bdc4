package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.market.RecordedTrades;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Prices to publish, for ever: recorded ones where they are, else a seeded walk; the run says
 * which. Two more, quiet symbols always walk.
 */
final class PriceSource {

  /** Not of the usual listing: its name is in another script, and its first trade has the id 0. */
  static final String LISTED = "币安usdt";

  static final List<String> SYMBOLS = List.of("btcusdt", "ethusdt", "bnbusdt", LISTED);

  private static final int WALKED = 20_000;
  private static final int QUIETER = 12;
  private static final long UNIT = 100_000_000;

  private final List<Price> prices;
  private int at;

  /** A price of a symbol, in units of 10^-8. */
  record Price(String symbol, long units) {}

  private PriceSource(List<Price> prices) {
    this.prices = prices;
  }

  static PriceSource open(SplittableRandom random) throws IOException {
    Optional<Path> recorded = RecordedTrades.find();
    RunLog.println("Prices: " + recorded.map(Path::toString).orElse("a random walk"));
    List<Price> loud = recorded.isPresent() ? read(recorded.get()) : walk(random);
    return new PriceSource(withQuiet(SYMBOLS.get(2), withQuiet(LISTED, loud, random), random));
  }

  Price next() {
    Price next = prices.get(at);
    at = (at + 1) % prices.size();
    return next;
  }

  /** The lowest and the highest price of a symbol. */
  long[] range(String symbol) {
    var units = prices.stream().filter(price -> price.symbol().equals(symbol));
    var range = units.mapToLong(Price::units).summaryStatistics();
    return new long[] {range.getMin(), range.getMax()};
  }

  private static List<Price> read(Path file) throws IOException {
    return RecordedTrades.read(file).stream()
        .map(trade -> new Price(trade.symbol(), trade.price()))
        .toList();
  }

  private static List<Price> walk(SplittableRandom random) {
    List<Price> prices = new ArrayList<>();
    long[] units = {61_700 * UNIT, 2_680 * UNIT};
    for (int i = 0; i < WALKED; i++) {
      int which = random.nextInt(2);
      units[which] += (random.nextLong(401) - 200) * (units[which] / 4_000_000);
      prices.add(new Price(SYMBOLS.get(which), units[which]));
    }
    return prices;
  }

  private static List<Price> withQuiet(String symbol, List<Price> loud, SplittableRandom random) {
    List<Price> prices = new ArrayList<>();
    long units = 500 * UNIT;
    for (Price price : loud) {
      prices.add(price);
      if (random.nextInt(QUIETER) == 0) {
        units = Math.clamp(units + (random.nextLong(201) - 100) * UNIT / 100, UNIT, 999 * UNIT);
        prices.add(new Price(symbol, units));
      }
    }
    return prices;
  }
}

package io.coinpanel.systemtests.faults;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.market.Oracle;
import io.coinpanel.testkit.market.Trade;
import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Lets trades happen at the exchange, and shows each to the oracle. */
final class TradePublisher {

  /** How far the time of a trade may lie before that of the one before it. */
  private static final int FALL_MILLIS = 8;

  private static final int PAST_RESTART_NANOS = 150_000_000;

  private final Simulator exchange;
  private final PriceSource priceSource;
  private final Oracle oracle;
  private final RuleOracle rules;
  private final SplittableRandom random;
  private long clock;
  private long trades;
  private int falling;

  TradePublisher(
      Simulator exchange,
      PriceSource priceSource,
      Oracle oracle,
      RuleOracle rules,
      SplittableRandom random) {
    this.exchange = exchange;
    this.priceSource = priceSource;
    this.oracle = oracle;
    this.rules = rules;
    this.random = random;
  }

  long trades() {
    return trades;
  }

  /** The next trade of the tape. */
  void next() {
    PriceSource.Price next = priceSource.next();
    traded(publish(next.symbol(), next.units()));
  }

  /** A trade of each symbol, at its lowest or highest price: its crossings are many. */
  void extremes() {
    for (String symbol : PriceSource.SYMBOLS) {
      traded(publish(symbol, priceSource.range(symbol)[random.nextInt(2)]));
    }
  }

  /** Trades that no stream delivers, and that no history will be asked for in time. */
  void lose(int count) {
    exchange.injectFaults(to -> to.streams().skipNext(count));
    for (int i = 0; i < count; i++) {
      PriceSource.Price next = priceSource.next();
      String symbol = publish(next.symbol(), next.units()).symbol();
      oracle.lost(symbol);
      rules.lost(symbol);
    }
  }

  /** The times of the next trades go back now and then. */
  void publishDecreasingTimes(int count) {
    falling = count;
  }

  /** Lists a symbol anew: its ids begin at zero, and its first trade is a baseline. */
  void relist(String symbol) {
    long price = priceSource.range(symbol)[0];
    exchange.list(symbol, decimal(price), 0);
    oracle.relisted(symbol);
    // No trade is ahead of the exchange's clock, by which subscriptions become active.
    LoadPacing.pause(PAST_RESTART_NANOS);
    oracle.traded(publish(symbol, price));
  }

  private void traded(Trade trade) {
    oracle.traded(trade);
    rules.traded(trade);
  }

  private Trade publish(String symbol, long units) {
    clock = Math.max(clock, System.currentTimeMillis());
    long time = falling > 0 ? clock - random.nextInt(FALL_MILLIS) : clock;
    falling--;
    long id = exchange.publishAt(time, symbol, decimal(units), random.nextBoolean());
    trades++;
    return new Trade(symbol, id, units, time);
  }

  private static String decimal(long units) {
    return BigDecimal.valueOf(units, 8).toPlainString();
  }
}

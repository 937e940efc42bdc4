package io.coinpanel.simulator.source;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.SymbolStatus;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random-walk trades: taker orders of one to four trades, prices in whole ticks. The first symbols
 * are the busiest. The same seed gives the same trades in the same order.
 */
public final class RandomWalk implements TradeSource {

  private static final int SLOTS = 1 << 14;
  private static final int BUSIEST = 20;

  private final Market market;
  private final SplittableRandom random;
  private final Symbol[] slots = new Symbol[SLOTS];
  private double perSecond;
  private double owed;
  private long paidUntil;

  /** Walks over these symbols, the first the busiest; it needs a {@link #rate} to begin. */
  public RandomWalk(Market market, List<Symbol> symbols, long seed) {
    this.market = market;
    random = new SplittableRandom(seed);
    fill(symbols);
  }

  /** Spreads the symbols over the slots by weight 1/(rank + 20), each at least once. */
  private void fill(List<Symbol> symbols) {
    double sum = 0;
    for (int rank = 0; rank < symbols.size(); rank++) {
      sum += 1.0 / (rank + BUSIEST);
    }
    int slot = 0;
    for (int rank = symbols.size() - 1; rank >= 0; rank--) {
      int share = (int) Math.max(1, SLOTS / sum / (rank + BUSIEST));
      for (int i = 0; i < share && slot < SLOTS; i++) {
        slots[slot++] = symbols.get(rank);
      }
    }
    while (slot < SLOTS) {
      slots[slot++] = symbols.getFirst();
    }
  }

  /** Trades a second over all symbols; infinity for as many as there can be. */
  public void rate(double tradesPerSecond, long now) {
    perSecond = tradesPerSecond;
    owed = 0;
    paidUntil = now;
  }

  public double rate() {
    return perSecond;
  }

  @Override
  public Next publish(long now, int most) {
    if (perSecond == Double.POSITIVE_INFINITY) {
      for (int published = 0; published < most; ) {
        published += order(now);
      }
      return Next.AT_ONCE;
    }
    // Backlog of more than a second is dropped.
    owed = Math.min(owed + (now - paidUntil) * perSecond / 1000, Math.max(1, perSecond));
    paidUntil = now;
    for (int published = 0; published < most && owed >= 1; ) {
      int trades = order(now);
      published += trades;
      owed -= trades;
    }
    return owed >= 1 ? Next.AT_ONCE : Next.LATER;
  }

  /** One taker order; how many trades it made. */
  private int order(long now) {
    Symbol symbol = slots[random.nextInt(SLOTS)];
    if (symbol.status() != SymbolStatus.TRADING) {
      return 1;
    }
    int dice = random.nextInt(16);
    int trades = dice < 8 ? 1 : dice < 12 ? 2 : dice < 14 ? 3 : 4;
    boolean sells = random.nextBoolean();
    long tick = symbol.pair().tick();
    long price = moved(symbol);
    for (int i = 0; i < trades; i++) {
      long quantity = symbol.pair().step() * (1 + random.nextInt(500));
      market.publish(symbol, price, quantity, now, sells);
      if (random.nextInt(4) == 0) {
        price = Math.max(tick, sells ? price - tick : price + tick);
      }
    }
    return trades;
  }

  /** Mostly where it was; else some ticks away, and back towards the listed price when far off. */
  private long moved(Symbol symbol) {
    long tick = symbol.pair().tick();
    long ticks = symbol.lastPrice() / tick;
    if (random.nextInt(5) < 2) {
      return ticks * tick;
    }
    long listed = symbol.pair().listedPrice() / tick;
    long step = 1 + random.nextLong(Math.max(1, ticks / 20_000));
    boolean up = ticks < listed / 2 || (ticks < listed * 2 && random.nextBoolean());
    return Math.max(1, up ? ticks + step : ticks - step) * tick;
  }
}

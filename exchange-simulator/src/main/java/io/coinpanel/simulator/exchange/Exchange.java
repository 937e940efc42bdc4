package io.coinpanel.simulator.exchange;

import io.coinpanel.simulator.limits.Violations;
import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.SymbolStatus;
import io.coinpanel.simulator.market.TradeHistory;
import io.coinpanel.simulator.rest.RestExchange;
import io.coinpanel.simulator.source.RandomWalk;
import io.coinpanel.simulator.source.Replay;
import io.coinpanel.simulator.source.ReplaySpeed;
import io.coinpanel.simulator.source.TradeSources;
import io.coinpanel.simulator.stream.CommandFaults;
import io.coinpanel.simulator.stream.StreamExchange;
import io.coinpanel.simulator.stream.StreamFaults;
import io.coinpanel.simulator.stream.StreamMaintenance;
import io.coinpanel.simulator.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of one exchange and its trade commands. Confined to one event loop.
 *
 * @param streamFaults what is done to trades on their way to the streams
 * @param commandFaults what is done to the commands of clients
 */
public record Exchange(
    InstantSource clock,
    Market market,
    Streams streams,
    StreamFaults streamFaults,
    CommandFaults commandFaults,
    StreamExchange streamExchange,
    StreamMaintenance streamDuties,
    RestExchange rest,
    Violations violations,
    TradeSources sources,
    RunningSources running) {

  /**
   * Publishes a trade now, under the symbol's next id, which is returned.
   *
   * @param price in units of 10<sup>-8</sup>
   * @param time in ms, or null for now
   */
  public long publish(
      String symbol, long price, long quantity, @Nullable Long time, boolean buyerIsMaker) {
    long happened = time == null ? clock.millis() : time;
    long id = market.publish(listed(symbol), price, quantity, happened, buyerIsMaker);
    streams.flush();
    return id;
  }

  /** Lists a symbol, or lists it again without its trades; its ids begin at {@code firstId}. */
  public void list(String symbol, long price, long firstId) {
    market.list(symbol, price, firstId);
  }

  /** Skips this many trade ids before the symbol's next trade. */
  public void skipIds(String symbol, long ids) {
    listed(symbol).skipIds(ids);
  }

  /** Sends the newest trades of a symbol once more, as they were. */
  public void repeat(String symbol, int trades) {
    Symbol repeated = listed(symbol);
    TradeHistory history = repeated.trades();
    long from = Math.max(history.first(), history.end() - trades);
    for (long position = from; position < history.end(); position++) {
      streams.send(repeated, position);
    }
    streams.flush();
  }

  /** Gives a symbol another status; while it is not trading the random walk leaves it alone. */
  public void status(String symbol, SymbolStatus status) {
    listed(symbol).status(status);
  }

  /** Lets random trades happen on these symbols, or on all if none is named. */
  public void walk(double tradesPerSecond, long seed, List<String> names) {
    List<Symbol> walked =
        names.isEmpty() ? market.symbols() : names.stream().map(this::listed).toList();
    running.walk(sources, new RandomWalk(market, walked, seed), tradesPerSecond, clock.millis());
  }

  /** Begins to replay a file, or throws {@link UncheckedIOException} if it cannot be opened. */
  public Replay replay(Path file, ReplaySpeed speed, boolean shiftTimes) {
    Replay replay = opened(file, speed, shiftTimes);
    running.add(replay);
    sources.start(replay);
    return replay;
  }

  /** Stops all trade sources. */
  public void stop() {
    sources.stopAll();
    running.close();
  }

  private Replay opened(Path file, ReplaySpeed speed, boolean shiftTimes) {
    try {
      return new Replay(market, file, speed, shiftTimes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Symbol listed(String name) {
    Symbol symbol = market.symbol(name);
    if (symbol == null) {
      throw new UnknownSymbolException(name);
    }
    return symbol;
  }
}

package io.coinpanel.simulator.market;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One listed pair: its description, its status and its trades. */
public final class Symbol {

  private final byte[] nameBytes;
  private final byte[] streamNameBytes;
  private final String streamName;
  private TradingPair tradingPair;
  private TradeHistory trades;
  private long firstTradeId;
  private long skippedIds;
  private SymbolStatus status;

  Symbol(TradingPair tradingPair, SymbolStatus status, long firstTradeId, TradeHistory trades) {
    this.tradingPair = tradingPair;
    this.status = status;
    this.firstTradeId = firstTradeId;
    this.trades = trades;
    streamName = tradingPair.name().toLowerCase(Locale.ROOT) + "@trade";
    nameBytes = tradingPair.name().getBytes(StandardCharsets.UTF_8);
    streamNameBytes = streamName.getBytes(StandardCharsets.UTF_8);
  }

  /** In upper case, as REST has it. */
  public String name() {
    return tradingPair.name();
  }

  public TradingPair pair() {
    return tradingPair;
  }

  /** {@code btcusdt@trade}. */
  public String streamName() {
    return streamName;
  }

  /** The name's bytes; not to be changed. */
  public byte[] nameBytes() {
    return nameBytes;
  }

  /** The stream name's bytes; not to be changed. */
  public byte[] streamNameBytes() {
    return streamNameBytes;
  }

  public TradeHistory trades() {
    return trades;
  }

  public SymbolStatus status() {
    return status;
  }

  public void status(SymbolStatus now) {
    status = now;
  }

  /** Begins again as a new listing: no trades, another price, ids from {@code firstId} on. */
  void relist(TradingPair listedAgain, long firstId, TradeHistory empty) {
    tradingPair = listedAgain;
    firstTradeId = firstId;
    trades = empty;
    status = SymbolStatus.TRADING;
  }

  /** The price of the last trade, or the one it was listed with. */
  public long lastPrice() {
    return trades.isEmpty() ? tradingPair.listedPrice() : trades.price(trades.end() - 1);
  }

  /** The id the next trade has unless its source brings its own. */
  public long nextTradeId() {
    long next = trades.isEmpty() ? firstTradeId : trades.id(trades.end() - 1) + 1;
    return next + skippedIds;
  }

  /** Leaves so many ids before the next trade unused: no trade ever has them. */
  public void skipIds(long ids) {
    skippedIds = ids;
  }
}

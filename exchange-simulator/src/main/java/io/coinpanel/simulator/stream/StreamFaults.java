package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between the market and the streams and spoils what passes on command. History is never
 * touched: what is skipped here is still there.
 */
public final class StreamFaults implements TradeListener {

  private record Held(Symbol symbol, long position) {}

  private final Streams streams;
  private final List<Held> held = new ArrayList<>();
  private int skip;
  private int reorder;
  private int lostCommands;
  private int emptyAcks;
  private int garble;
  private FrameShape shape = FrameShape.UNREADABLE;

  public StreamFaults(Streams streams) {
    this.streams = streams;
  }

  /** Keeps the next trades from the streams. */
  public void skipNext(int trades) {
    skip += trades;
  }

  /** Holds the next trades until there are so many, and then sends them last first. */
  public void reorderNext(int trades) {
    reorder = trades;
  }

  /** Leaves the next commands of any client without effect and without answer. */
  public void loseCommands(int commands) {
    lostCommands += commands;
  }

  /** Acknowledges the next subscriptions of any client without making them. */
  public void acknowledgeOnly(int commands) {
    emptyAcks += commands;
  }

  boolean losesCommand() {
    return lostCommands > 0 && lostCommands-- > 0;
  }

  boolean onlyAcknowledges() {
    return emptyAcks > 0 && emptyAcks-- > 0;
  }

  /** Sends the next trades as frames of this shape. */
  public void garbleNext(int trades, FrameShape as) {
    garble = trades;
    shape = as;
  }

  @Override
  public void traded(Symbol symbol, long position) {
    if (skip > 0) {
      skip--;
    } else if (garble > 0) {
      garble--;
      streams.send(symbol, position, shape);
    } else if (reorder > 0) {
      hold(symbol, position);
    } else {
      streams.send(symbol, position);
    }
  }

  private void hold(Symbol symbol, long position) {
    held.add(new Held(symbol, position));
    if (held.size() >= reorder) {
      held.reversed().forEach(trade -> streams.send(trade.symbol(), trade.position()));
      held.clear();
      reorder = 0;
    }
  }
}

package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeListener;
import java.util.ArrayList;
import java.util.List;

/** Injects faults between market and streams. History is unaffected. */
public final class StreamFaults implements TradeListener {

  private record Held(Symbol symbol, long position) {}

  private final Streams streams;
  private final List<Held> buffered = new ArrayList<>();
  private int skip;
  private int reorder;
  private int lostCommands;
  private int emptyAcks;
  private int garble;
  private FrameFormat shape = FrameFormat.UNREADABLE;

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

  /** Ignores the next commands of any client. */
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
  public void garbleNext(int trades, FrameFormat as) {
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
      buffer(symbol, position);
    } else {
      streams.send(symbol, position);
    }
  }

  private void buffer(Symbol symbol, long position) {
    buffered.add(new Held(symbol, position));
    if (buffered.size() >= reorder) {
      buffered.reversed().forEach(trade -> streams.send(trade.symbol(), trade.position()));
      buffered.clear();
      reorder = 0;
    }
  }
}

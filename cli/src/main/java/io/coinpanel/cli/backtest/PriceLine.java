package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.TradeSink;
import java.util.ArrayList;
import java.util.List;

/**
 * The lowest and highest price of each of at most {@link #MAX} pieces of time, however many trades
 * there are and however long they take: where there would be more, two become one.
 */
final class PriceLine implements TradeSink {

  static final int MAX = 1_000;

  private final List<Piece> pieces = new ArrayList<>();
  private long length = 1;

  /** Prices of a piece of time, in units; times in epoch milliseconds. */
  record Piece(long time, long first, long low, long high, long last) {

    private Piece with(Piece later) {
      return new Piece(
          time, first, Math.min(low, later.low), Math.max(high, later.high), later.last);
    }
  }

  @Override
  public void trade(long after, long firstId, long lastId, long price, long time) {
    Piece added = new Piece(time, price, price, price, price);
    if (!pieces.isEmpty() && number(time) <= number(pieces.getLast().time())) {
      pieces.set(pieces.size() - 1, pieces.getLast().with(added));
      return;
    }
    pieces.add(added);
    while (pieces.size() > MAX) {
      length *= 2;
      join();
    }
  }

  private long number(long time) {
    return Math.floorDiv(time, length);
  }

  private void join() {
    List<Piece> all = List.copyOf(pieces);
    pieces.clear();
    for (Piece piece : all) {
      if (!pieces.isEmpty() && number(piece.time()) == number(pieces.getLast().time())) {
        pieces.set(pieces.size() - 1, pieces.getLast().with(piece));
      } else {
        pieces.add(piece);
      }
    }
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }
}

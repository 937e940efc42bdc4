package io.coinpanel.matching;

import io.coinpanel.model.Source;

/**
 * The trades that a symbol's matcher is at, of one price and time: one, or an aggregate. It is one
 * object that changes, so that a trade allocates nothing. Prices are units, times epoch
 * milliseconds.
 */
final class MatchedTrade {

  /** Of the trade that a notification carries: the first one, or the last once it is before. */
  long id;

  /** Of the last one. */
  long upTo;

  long price;

  /** Of the trade before, or {@link Crossings#NONE}. */
  long previousPrice = Crossings.NONE;

  long time = Long.MIN_VALUE;
  Source source = Source.LIVE;

  void set(long first, long last, long newPrice, long newTime, Source seenIn) {
    previousPrice = price;
    id = first;
    upTo = last;
    price = newPrice;
    time = newTime;
    if (source != seenIn) {
      source = seenIn;
    }
  }

  /** A trade that nothing is known before. */
  void begin(long first, long last, long newPrice, long newTime) {
    set(first, last, newPrice, newTime, Source.LIVE);
    previousPrice = Crossings.NONE;
  }

  /** The last one of an earlier run. */
  void restore(long last, long lastPrice, long priceBefore, long lastTime) {
    begin(last, last, lastPrice, lastTime);
    previousPrice = priceBefore;
  }

  /**
   * The next trade is known, so that the last of these is the one before it.
   *
   * @param provenBy where the next one was seen
   */
  void becomeLast(Source provenBy) {
    if (upTo != id) {
      id = upTo;
      previousPrice = price;
    }
    source = provenBy;
  }
}

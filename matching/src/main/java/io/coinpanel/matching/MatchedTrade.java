package io.coinpanel.matching;

import io.coinpanel.model.Source;

/**
 * The trade that a symbol's matcher is at. It is one object that changes, so that a trade allocates
 * nothing. Prices are units, times epoch milliseconds.
 */
final class MatchedTrade {
  long id;
  long price;
  long previousPrice;
  long time;
  Source source = Source.LIVE;
}

package io.coinpanel.matching;

/** What the rules by percentages of a symbol are measured from, in both directions. */
record Changes(Extremes lows, Extremes highs) {

  static Changes of(MatchedTrade trade) {
    return new Changes(new Extremes(true, trade), new Extremes(false, trade));
  }

  /** What was before the last trade is forgotten. */
  void restart() {
    lows.restart();
    highs.restart();
  }

  /** Goes on to the trade that is matched now. A rise comes first where both would fire. */
  void advance() {
    lows.advance();
    highs.advance();
  }
}

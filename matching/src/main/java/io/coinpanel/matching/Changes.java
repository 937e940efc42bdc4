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

  void write(StateWriter out) {
    lows.write(out);
    highs.write(out);
  }

  void read(StateReader in) throws UnreadableStateException {
    lows.read(in);
    highs.read(in);
  }

  /** All rules that were written and still are here have been read. */
  void prune() {
    lows.prune();
    highs.prune();
  }

  /** Goes on to the trade that is matched now. A rise comes first where both would fire. */
  void advance() {
    lows.advance();
    highs.advance();
  }
}

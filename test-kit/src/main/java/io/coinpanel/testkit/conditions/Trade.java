package io.coinpanel.testkit.conditions;

/**
 * A trade.
 *
 * @param time not before that of the trade before
 */
record Trade(long id, long price, long time, Source source) {

  boolean isAfterGap() {
    return source == Source.GAP;
  }
}

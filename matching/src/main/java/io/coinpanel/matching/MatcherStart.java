package io.coinpanel.matching;

/**
 * What happened to a subscription after the trade of a stored state: it became active, with a trade
 * as its baseline, or it fired on a trade.
 *
 * @param hasFired whether it fired; otherwise it became active
 * @param level of the firing in whole units, or {@link Crossings#NONE} if it has none
 * @param levelFraction what the level has beyond whole units, in millionths of a unit
 */
public record MatcherStart(
    long subscription, long tradeId, boolean hasFired, long level, int levelFraction) {

  public static MatcherStart active(long subscription, long baseline) {
    return new MatcherStart(subscription, baseline, false, Crossings.NONE, 0);
  }

  public static MatcherStart fired(long subscription, long tradeId, long level, int levelFraction) {
    return new MatcherStart(subscription, tradeId, true, level, levelFraction);
  }
}

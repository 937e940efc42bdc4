package io.coinpanel.matching;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * What a matcher remembers of trades, as bytes: enough to continue with the next trade as if it had
 * never stopped. Terms of subscriptions are not part of it.
 */
final class MatcherState {

  /** Of the format; another one cannot be read. */
  private static final int VERSION = 1;

  private final StateReader parts;
  private final Long2ObjectHashMap<StateReader> rules = new Long2ObjectHashMap<>();

  private MatcherState(StateReader parts) {
    this.parts = parts;
  }

  static byte[] write(MatchedTrade trade, Iterable<Rule> rules, RuleContext context) {
    StateWriter out = new StateWriter();
    out.number(VERSION);
    boolean isAggregate = trade.upTo != trade.id;
    out.number(trade.upTo);
    out.number(trade.price);
    out.number(isAggregate ? trade.price : trade.previousPrice);
    out.number(trade.time);
    StateWriter one = new StateWriter();
    for (Rule rule : rules) {
      if (rule.hasBegun()) {
        one.clear();
        rule.write(one);
        out.flag(true);
        out.number(rule.id());
        out.block(one);
      }
    }
    out.flag(false);
    context.changes().write(out);
    context.bars().write(out);
    context.holds().write(out);
    return out.sealed();
  }

  /** Reads the last trade, and which rules there are. */
  static MatcherState read(byte[] bytes, MatchedTrade trade) throws UnreadableStateException {
    StateReader in = StateReader.of(bytes);
    long version = in.number();
    if (version != VERSION) {
      throw new UnreadableStateException("version " + version);
    }
    trade.restore(in.number(), in.number(), in.number(), in.number());
    MatcherState state = new MatcherState(in);
    while (in.flag()) {
      long rule = in.number();
      state.rules.put(rule, in.block());
    }
    return state;
  }

  /** Continues what rules share, once those are here that were. */
  void readShared(RuleContext context) throws UnreadableStateException {
    context.changes().read(parts);
    context.bars().read(parts);
    context.holds().read(parts);
    parts.close();
  }

  /** Continues one rule, if it was there under the same baseline. */
  void readRule(Rule rule, WatchedSubscription subscription) throws UnreadableStateException {
    StateReader in = rules.get(rule.id());
    if (in == null) {
      return;
    }
    long revision = in.number();
    if (revision < subscription.baselineRevision()) {
      return;
    }
    boolean isUpdated = revision != subscription.revision();
    if (isUpdated && subscription.lastFiredAt() == WatchedSubscription.NEVER) {
      rule.readWithoutFirings(in);
    } else {
      rule.read(in);
    }
    in.close();
  }
}

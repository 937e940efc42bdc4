package io.coinpanel.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.junit.jupiter.api.Test;

/** What many subscriptions cost together: entries and allocations, not time. */
class SharedCostTest {

  private static final int MANY = 500;

  /** The rules of one symbol, and the index that has their levels. */
  private static final class Symbol {
    private final ThresholdIndex index = new ThresholdIndex();
    private final MatchedTrade trade = new MatchedTrade();
    private final Rules rules = new Rules(index, trade, new Long2LongHashMap(-1));
    private final Crossings crossings = new Crossings();

    Symbol(long price) {
      trade.begin(0, 0, price, 0);
      index.baseline(price);
    }

    void addMany(Condition condition, Repeat repeat, int cooldownSeconds) {
      for (int id = 1; id <= MANY; id++) {
        rules.add(
            Subscription.of(id, condition, repeat, cooldownSeconds, WatchedSubscription.NEVER));
      }
    }

    /** Returns how many fired. */
    int trade(long price, long time) {
      crossings.clear();
      rules.beforeTrade(time, Source.LIVE, crossings, false);
      trade.set(trade.upTo + 1, trade.upTo + 1, price, time, Source.LIVE);
      index.move(price, (threshold, number, owner, terms) -> rules.crossed(number));
      rules.afterTrade();
      return crossings.size();
    }
  }

  @Test
  void whatCoolsDownLeavesTheIndexUntilItsEnd() {
    Symbol symbol = new Symbol(99);
    symbol.addMany(Subscription.above(100), Repeat.EVERY, 10);
    assertThat(symbol.index.size()).isEqualTo(MANY);
    assertThat(symbol.trade(101, 1_000)).isEqualTo(MANY);
    assertThat(symbol.index.size()).isZero();
    assertThat(symbol.trade(99, 10_999)).isZero();
    assertThat(symbol.trade(101, 11_000)).isEqualTo(MANY);
  }

  @Test
  void whatHasFiredInAMinuteLeavesTheIndexUntilTheNext() {
    Symbol symbol = new Symbol(99);
    symbol.addMany(Subscription.enter(100, 110), Repeat.ONCE_PER_MINUTE, 0);
    assertThat(symbol.trade(105, 59_999)).isEqualTo(MANY);
    assertThat(symbol.index.size()).isZero();
    assertThat(symbol.trade(99, 60_000)).isZero();
    assertThat(symbol.index.size()).isEqualTo(2 * MANY);
  }

  @Test
  void whatIsDisarmedHasAnEntryAtRearmAlone() {
    Symbol symbol = new Symbol(99);
    symbol.addMany(Subscription.aboveWithRearm(100, 95), Repeat.EVERY, 0);
    assertThat(symbol.trade(101, 1)).isEqualTo(MANY);
    assertThat(symbol.index.contains(100, ~0L)).isFalse();
    assertThat(symbol.index.contains(96, ~0L)).isTrue();
    assertThat(symbol.trade(95, 2)).isZero();
    assertThat(symbol.trade(101, 3)).isEqualTo(MANY);
  }

  @Test
  void holdsOfTheSameLevelShareItsEntries() {
    Symbol symbol = new Symbol(99);
    symbol.addMany(Subscription.above(100, new Confirmation.Hold(5)), Repeat.EVERY, 0);
    assertThat(symbol.index.size()).isEqualTo(2);
    assertThat(symbol.trade(101, 1_000)).isZero();
    assertThat(symbol.trade(99, 6_000)).isEqualTo(MANY);
  }

  @Test
  void whatIsRemovedLeavesNothingBehind() {
    Symbol symbol = new Symbol(99);
    symbol.addMany(Subscription.above(90, new Confirmation.Hold(5)), Repeat.EVERY, 0);
    for (int id = 1; id <= MANY; id++) {
      assertThat(symbol.rules.remove(id)).isTrue();
    }
    assertThat(symbol.index.size()).isZero();
    assertThat(symbol.trade(99, 10_000)).isZero();
  }

  @Test
  void aTradeThatFiresNothingAllocatesNothing() {
    SymbolMatcher matcher = new SymbolMatcher();
    Crossings crossings = new Crossings();
    matcher.baseline(0, 1_000_000, 0);
    List<Condition> conditions =
        List.of(
            Subscription.above(2_000_000),
            Subscription.aboveWithRearm(2_000_000, 1_900_000),
            Subscription.enter(1_500_000, 1_600_000),
            Subscription.change(ConditionKind.RISE, 500_000, 60),
            Subscription.change(ConditionKind.FALL, 500_000, 3_600),
            Subscription.change(ConditionKind.MOVE, 500_000, null),
            new Condition.AmountStep(new Price(700_000)),
            new Condition.PercentStep(new Percent(500_000)),
            Subscription.above(2_000_000, new Confirmation.Hold(60)),
            Subscription.above(2_000_000, new Confirmation.Close(Bar.ONE_MINUTE)));
    long id = 0;
    for (Condition condition : conditions) {
      matcher.add(Subscription.of(++id, condition));
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (int trade = 1; trade <= 200_000; trade++) {
      if (trade == 100_000) { // the deques have reached their size
        allocated = threads.getCurrentThreadAllocatedBytes();
      }
      long price = 1_000_000 + (trade * 7_919L) % 10_000;
      matcher.trade(trade, trade, price, trade * 100L, Source.LIVE, crossings);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(10_000);
    assertThat(crossings.size()).isZero();
  }
}

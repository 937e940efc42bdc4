package io.coinpanel.matching;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import io.coinpanel.testkit.conditions.Terms;
import org.jspecify.annotations.Nullable;

/** The oracle's terms in the model's words. */
final class OracleTerms {

  private OracleTerms() {}

  static WatchedSubscription watched(
      long id, int revision, int baselineRevision, Terms terms, long lastFiredAt) {
    return new WatchedSubscription(
        id,
        revision,
        baselineRevision,
        id % 7,
        "btcusdt",
        condition(terms.condition()),
        Repeat.valueOf(terms.repeat().name()),
        terms.cooldownSeconds(),
        terms.expiresAt(),
        lastFiredAt);
  }

  private static Condition condition(io.coinpanel.testkit.conditions.Condition terms) {
    return switch (terms) {
      case Threshold t ->
          new Condition.Threshold(
              ConditionKind.valueOf(t.side().name()),
              new Price(t.threshold()),
              price(t.rearm()),
              confirmation(t.holdSeconds(), t.bar()));
      case Range r ->
          new Condition.Range(
              ConditionKind.valueOf(r.border().name()),
              new Price(r.lower()),
              new Price(r.upper()),
              confirmation(r.holdSeconds(), r.bar()));
      case Change c ->
          new Condition.Change(
              ConditionKind.valueOf(c.trend().name()),
              new Percent(Math.toIntExact(c.ppm())),
              c.withinSeconds(),
              price(c.from()));
      case AmountStep s -> new Condition.AmountStep(new Price(s.amount()));
      case PercentStep s -> new Condition.PercentStep(new Percent(Math.toIntExact(s.ppm())));
    };
  }

  private static @Nullable Price price(@Nullable Long units) {
    return units == null ? null : new Price(units);
  }

  private static Confirmation confirmation(
      @Nullable Integer seconds, io.coinpanel.testkit.conditions.@Nullable Bar bar) {
    if (seconds != null) {
      return new Confirmation.Hold(seconds);
    }
    return bar == null ? Confirmation.NONE : new Confirmation.Close(Bar.valueOf(bar.name()));
  }
}

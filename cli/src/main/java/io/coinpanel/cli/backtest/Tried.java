package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.BacktestTerms;
import io.coinpanel.backtest.Firing;
import io.coinpanel.backtest.NotificationFields;
import io.coinpanel.cli.alert.NotificationLine;
import io.coinpanel.model.ConditionText;
import io.coinpanel.model.Direction;
import java.util.List;
import java.util.Locale;

/** Terms, and how they fired. */
record Tried(BacktestTerms terms, List<Firing> firings) {

  /** The terms in words, without the symbol. */
  String name() {
    return ConditionText.of(terms.condition())
        + switch (terms.repeat()) {
          case EVERY -> "";
          case ONCE -> ", once";
          case ONCE_PER_MINUTE -> ", once per minute";
        }
        + (terms.cooldownSeconds() > 0 ? ", silent for " + terms.cooldownSeconds() + " s" : "");
  }

  String message(Firing firing) {
    return NotificationFields.message(terms, firing);
  }

  NotificationLine line(Firing firing) {
    return new NotificationLine(
        firing.tradeTime().toString(), "", firing.direction() == Direction.DOWN, message(firing));
  }

  String counted() {
    return firings.size() == 1
        ? "1 notification"
        : String.format(Locale.ROOT, "%,d notifications", firings.size());
  }
}

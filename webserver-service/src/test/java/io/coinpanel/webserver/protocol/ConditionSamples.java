package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Direction;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import io.coinpanel.model.SubscriptionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A condition of every kind and with every modifier, and messages about them. */
final class ConditionSamples {

  private static final Instant NOW = Instant.parse("2026-07-21T12:00:00.123456Z");
  private static final Price LOW = new Price(64_000 * Price.ONE);
  private static final Price HIGH = new Price(65_000 * Price.ONE);
  private static final Percent PERCENT = new Percent(25_000);
  private static final Confirmation HOLD = new Confirmation.Hold(60);
  private static final Confirmation CLOSE = new Confirmation.Close(Bar.ONE_HOUR);

  static final List<Condition> ALL =
      List.of(
          new Condition.Threshold(ConditionKind.ABOVE, HIGH, LOW, Confirmation.NONE),
          new Condition.Threshold(ConditionKind.ABOVE, HIGH, LOW, CLOSE),
          new Condition.Threshold(ConditionKind.BELOW, LOW, null, HOLD),
          new Condition.Threshold(ConditionKind.CROSS, LOW, null, CLOSE),
          new Condition.Range(ConditionKind.ENTER, LOW, HIGH, Confirmation.NONE),
          new Condition.Range(ConditionKind.ENTER, LOW, HIGH, HOLD),
          new Condition.Range(ConditionKind.LEAVE, LOW, LOW, CLOSE),
          new Condition.Change(ConditionKind.RISE, Percent.MAX, 86_400, null),
          new Condition.Change(ConditionKind.FALL, Percent.MAX_FALL, null, LOW),
          new Condition.Change(ConditionKind.MOVE, new Percent(1), null, null),
          new Condition.AmountStep(HIGH),
          new Condition.PercentStep(PERCENT));

  private ConditionSamples() {}

  static Stream<ServerMessage> messages() {
    return ALL.stream()
        .flatMap(
            condition ->
                Stream.of(
                    new ServerMessage.Subscribed(Echo.NONE, true, state(condition)),
                    notification(
                        condition,
                        new FiringDetails(
                            Direction.UP, new BigDecimal("65600.00000000000001"), LOW, NOW))));
  }

  private static SubscriptionState state(Condition condition) {
    return new SubscriptionState(
        12,
        1,
        1,
        false,
        new Terms("btcusdt", condition, Repeat.ONCE_PER_MINUTE, 0, null),
        Details.NONE,
        SubscriptionStatus.PENDING,
        null,
        NOW,
        null,
        0,
        null);
  }

  static ServerMessage.Notification notification(Condition condition, FiringDetails firing) {
    return new ServerMessage.Notification(
        31,
        12,
        2,
        null,
        null,
        "btcusdt",
        condition,
        HIGH.units(),
        null,
        0,
        NOW,
        NOW,
        Source.LIVE,
        firing);
  }
}

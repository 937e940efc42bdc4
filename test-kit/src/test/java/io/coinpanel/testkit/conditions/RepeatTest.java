package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Bar.ONE_MINUTE;
import static io.coinpanel.testkit.conditions.Condition.above;
import static io.coinpanel.testkit.conditions.Condition.cross;
import static io.coinpanel.testkit.conditions.Condition.enter;
import static io.coinpanel.testkit.conditions.Condition.rise;
import static io.coinpanel.testkit.conditions.Example.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code repeat}, {@code cooldown_seconds} and {@code expires_at}. */
class RepeatTest {

  private static final Terms ABOVE = Terms.of(above(100));
  private static final Terms ONCE = ABOVE.repeat(Repeat.ONCE);
  private static final Terms MINUTELY = ABOVE.repeat(Repeat.ONCE_PER_MINUTE);
  private static final Terms COOLING = ABOVE.cooldown(10);
  private static final Terms HOLD = Terms.of(above(100).hold(10));
  private static final Terms BAR = Terms.of(cross(100).bar(ONE_MINUTE));

  static Stream<Example> minutes() {
    return Stream.of(
        example("once a minute", MINUTELY, "0:99 1:101 58:99 59:101 60:99 61:101", 1, 5),
        example("minutes of the clock", MINUTELY, "0:99 59.999:101 59.999:99 60:101", 1, 3),
        example("dropped, not postponed", MINUTELY, "0:99 1:101 2:99 3:101 60:102", 1),
        example(
            "and a cooldown", MINUTELY.cooldown(10), "0:99 55:101 56:99 61:101 62:99 65:101", 1, 5),
        example(
            "holds, by the carried trade",
            HOLD.repeat(Repeat.ONCE_PER_MINUTE),
            "0:99 1:101 11:99 50:101 61:99",
            1));
  }

  static Stream<Example> cooldowns() {
    return Stream.of(
        example("exactly its length", COOLING, "0:99 1:101 2:99 10.999:101 10.999:99 11:101", 1, 5),
        example("a drop is no firing", COOLING, "0:99 1:101 8:99 9:101 10:99 12:101", 1, 5),
        example("dropped, not postponed", COOLING, "0:99 1:101 2:99 3:101 20:102", 1),
        example(
            "ranges",
            Terms.of(enter(90, 100)).cooldown(10),
            "0:89 1:95 2:89 3:95 4:89 11:95",
            1,
            5),
        example(
            "holds, by the carried trade",
            HOLD.cooldown(20),
            "0:99 1:101 11:99 12:101 22:99 23:101 33:99",
            1,
            5),
        example(
            "holds that were proven after it",
            HOLD.cooldown(20),
            "0:99 1:101 11:99 12:101 30:102 31:99",
            1),
        example("a dropped hold", HOLD.cooldown(20), "0:99 1:101 11:99 12:101 22:102 60:104", 1),
        example("bars", BAR.cooldown(60), "0:99 59:101 60:99 119:99 120:99", 1, 3),
        example(
            "bars, by the carried trade", BAR.cooldown(60), "0:99 59:101 60:99 118:99 120:99", 1));
  }

  static Stream<Example> expiries() {
    return Stream.of(
        example("before it", ABOVE.expiresAt(10_000), "0:99 9.999:101", 1),
        example("at it", ABOVE.expiresAt(10_000), "0:99 10:101"),
        example("after it", ABOVE.expiresAt(10_000), "0:99 10:99 11:101"),
        example("times that go back", ABOVE.expiresAt(10_000), "0:99 10:99 9:101"),
        example("rise", Terms.of(rise(50_000)).expiresAt(10_000), "0:100 10:105"),
        example("a hold proven after it", HOLD.expiresAt(8_000), "0:99 1:101 7:101 20:99", 2),
        example("a hold that ends at it", HOLD.expiresAt(8_000), "0:99 1:101 8:101 20:99"),
        example("a trade between", HOLD.expiresAt(8_000), "0:99 1:101 7:101 9:101 20:99"),
        example("a bar known after it", BAR.expiresAt(60_000), "0:99 59:101 61:99", 1),
        example("a bar's last trade at it", BAR.expiresAt(59_000), "0:99 59:101 61:99"));
  }

  @ParameterizedTest
  @MethodSource({"minutes", "cooldowns", "expiries"})
  void fires(Example example) {
    example.check();
  }

  @Test
  void onceIsFinishedByItsFirstFiring() {
    Replay replay = Replay.of(ONCE, "99 100");
    assertThat(replay.oracle.isLive(Replay.ID)).isTrue();

    assertThat(replay.play("101 99 101").ids()).containsExactly(2L);
    assertThat(replay.oracle.finished(Replay.ID)).isEqualTo(Oracle.Reason.FIRED);
    assertThat(replay.oracle.isLive(Replay.ID)).isFalse();
  }

  @Test
  void expiredIsFinishedByTheFirstTradeThen() {
    Replay replay = Replay.of(ABOVE.expiresAt(10_000), "0:99 9.999:99");
    assertThat(replay.oracle.finished(Replay.ID)).isNull();

    replay.play("10:99");
    assertThat(replay.oracle.finished(Replay.ID)).isEqualTo(Oracle.Reason.EXPIRED);
  }

  @Test
  void sourceIsThatOfTheTradeThatProves() {
    Oracle oracle = new Oracle();
    oracle.trade(1, 1, 99, 0, Source.LIVE);
    oracle.activate(Replay.ID, HOLD);
    oracle.trade(2, 2, 101, 1_000, Source.LIVE);

    assertThat(oracle.trade(3, 3, 101, 11_000, Source.BACKFILL))
        .extracting(Fired::tradeId, Fired::source)
        .containsExactly(tuple(2L, Source.BACKFILL));
  }
}

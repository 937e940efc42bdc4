package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.destination.Attempt.Result;
import io.coinpanel.webserver.destination.DeliveryRules.Verdict;
import io.coinpanel.webserver.destination.DeliveryState.MessageAttempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final DeliveryState NEW =
      new DeliveryState(10, 0, null, null, null, MessageAttempts.NONE, null, null, null);

  // Without jitter.
  private final DeliveryRules rules = new DeliveryRules(new BackOff((RandomGenerator) () -> 0));

  private Verdict failed(DeliveryState before, Instant now, @Nullable Duration retryAfter) {
    return rules.judge(
        before, new AttemptOutcome.Failed(503, "status 503", "", retryAfter), now, Duration.ZERO);
  }

  @Test
  void waitsLongerAfterEachFailureAndGivesUpAfterFiveDays() {
    DeliveryState state = NEW;
    Instant now = NOW;
    List<Long> pauses = new ArrayList<>();
    while (state.disabled() == null) {
      state = failed(state, now, null).state();
      if (state.disabled() == null) {
        Instant next = Objects.requireNonNull(state.nextAttempt());
        pauses.add(Duration.between(now, next).toSeconds());
        now = next;
      }
    }
    assertThat(pauses)
        .containsExactly(
            5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L, 86_400L,
            86_400L);
    assertThat(Duration.between(NOW, now)).isBetween(Duration.ofDays(5), Duration.ofDays(6));
    assertThat(state.done()).isEqualTo(10);
    assertThat(state.disabled()).contains("5 days").contains("status 503");
  }

  @Test
  void waitsAsLongAsTheReceiverAsksButNoLongerThanADay() {
    assertThat(failed(NEW, NOW, Duration.ofMinutes(10)).state().nextAttempt())
        .isEqualTo(NOW.plusSeconds(600));
    assertThat(failed(NEW, NOW, Duration.ofSeconds(1)).state().nextAttempt())
        .isEqualTo(NOW.plusSeconds(5));
    assertThat(failed(NEW, NOW, Duration.ofDays(100)).state().nextAttempt())
        .isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void aThirdRefusalIsTheLastAndTheNextMessageDoesNotWait() {
    DeliveryState state = NEW;
    List<Result> results = new ArrayList<>();
    Verdict verdict = null;
    for (int i = 0; i < 3; i++) {
      verdict = rules.judge(state, new AttemptOutcome.Refused(400, "no"), NOW, Duration.ZERO);
      results.add(verdict.result());
      state = verdict.state();
    }
    assertThat(results).containsExactly(Result.REFUSED, Result.REFUSED, Result.FAILED);
    assertThat(Objects.requireNonNull(verdict).isDone()).isTrue();
    assertThat(state.nextAttempt()).isNull();
    assertThat(state.failures()).isEqualTo(3);
  }

  @Test
  void successForgetsAllFailuresAndKeepsThePace() {
    DeliveryState failing = failed(NEW, NOW, null).state();
    Verdict verdict =
        rules.judge(failing, new AttemptOutcome.Accepted(200), NOW, Duration.ofSeconds(1));
    assertThat(verdict.isDone()).isTrue();
    assertThat(verdict.state().failures()).isZero();
    assertThat(verdict.state().failingSince()).isNull();
    assertThat(verdict.state().nextAttempt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(verdict.state().message()).isEqualTo(MessageAttempts.NONE);
  }

  @Test
  void aReceiverThatIsGoneIsDisabledAtOnce() {
    Verdict verdict = rules.judge(NEW, new AttemptOutcome.Gone(410, ""), NOW, Duration.ZERO);
    assertThat(verdict.isDone()).isFalse();
    assertThat(verdict.state().disabled()).contains("410");
  }

  @Test
  void looksWhetherAnotherMessageIsAcceptedAfterSixFailures() {
    DeliveryState state = NEW;
    for (int failures = 1; failures <= 6; failures++) {
      assertThat(DeliveryRules.looksStuck(state)).isFalse();
      state = failed(state, NOW, null).state();
    }
    assertThat(DeliveryRules.looksStuck(state)).isTrue();
    assertThat(DeliveryRules.looksStuck(state.at(11))).isFalse();
  }
}

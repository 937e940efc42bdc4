package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Updates, pauses and ends between trades. */
class SymbolSubscriptionsTest {

  private static final long NEVER = WatchedSubscription.NEVER;
  private static final List<ConditionKind> CONDITIONS =
      List.of(ConditionKind.ABOVE, ConditionKind.BELOW, ConditionKind.CROSS);

  private final SymbolSubscriptions subscriptions =
      new SymbolSubscriptions(SystemNanoClock.INSTANCE);
  private final Batch batch = new Batch();
  private long trades;

  @BeforeEach
  void start() {
    subscriptions.baseline(0, 50, 0);
  }

  /** Terms of subscription 1. */
  private static WatchedSubscription terms(int revision, int baselineRevision, long threshold) {
    return terms(revision, baselineRevision, threshold, false, 0, NEVER);
  }

  private static WatchedSubscription terms(
      int revision, int baseline, long threshold, boolean once, int cooldown, long expiresAt) {
    return new WatchedSubscription(
        1,
        revision,
        baseline,
        1,
        "btcusdt",
        Condition.Threshold.plain(ConditionKind.CROSS, new Price(threshold)),
        once ? Repeat.ONCE : Repeat.EVERY,
        cooldown,
        expiresAt,
        NEVER);
  }

  private void update(WatchedSubscription changed, boolean isActive) {
    subscriptions.update(List.of(changed), isActive);
  }

  private void activate() {
    subscriptions.activate(null, 0, true, batch);
  }

  private void watched(WatchedSubscription subscription) {
    update(subscription, false);
    activate();
  }

  private void trade(long price) {
    subscriptions.trade(++trades, trades, price, trades * 1_000, Source.LIVE, batch.crossings());
  }

  /** Trade and revision of each crossing. */
  private List<String> fired() {
    List<String> fired = new ArrayList<>();
    for (int row = 0; row < batch.crossings().size(); row++) {
      fired.add(batch.crossings().tradeId(row) + " r" + batch.crossings().revision(row));
    }
    return fired;
  }

  @Test
  void earlierTermsAreJudgedUntilThoseWithANewBaselineAreActive() {
    watched(terms(1, 1, 100));
    update(terms(2, 2, 70), false);
    trade(101);
    activate();
    trade(60);
    trade(101);
    assertThat(fired()).containsExactly("1 r1", "2 r2", "3 r2");
    assertThat(batch.activations()).last().extracting(Batch.Activation::revision).isEqualTo(2);
  }

  @Test
  void severalUpdatesSeenAtOnceReplaceTheTermsOfTheFirst() {
    watched(terms(1, 1, 100));
    update(terms(2, 2, 80), false);
    activate();
    update(terms(5, 4, 60), false);
    activate();
    trade(101);
    assertThat(fired()).containsExactly("1 r5");
  }

  @Test
  void termsWithoutANewBaselineAreJudgedAtOnce() {
    watched(terms(1, 1, 100));
    trade(101);
    update(terms(2, 1, 100, true, 0, NEVER), true);
    trade(99);
    trade(101);
    assertThat(fired()).containsExactly("1 r1", "2 r2");
    assertThat(batch.activations()).hasSize(1);
    assertThat(batch.crossings().fired()).containsExactly(1L);
    assertThat(batch.crossings().firedRevisions()).containsExactly(2L);
  }

  @Test
  void anAddedCooldownCountsFromLaterFiringsAndAChangedOneFromEarlierOnes() {
    watched(terms(1, 1, 100));
    trade(101);
    update(terms(2, 1, 100, false, 10, NEVER), true);
    trade(99);
    trade(101);
    update(terms(3, 1, 100, false, 3, NEVER), true);
    trade(99);
    trade(101);
    assertThat(fired()).containsExactly("1 r1", "2 r2", "5 r3");
  }

  @Test
  void aNewBaselineStartsWithoutCooldown() {
    watched(terms(1, 1, 100, false, 10, NEVER));
    trade(101);
    update(terms(2, 2, 100, false, 10, NEVER), false);
    activate();
    trade(99);
    assertThat(fired()).containsExactly("1 r1", "2 r2");
  }

  @Test
  void aRowSeenTwiceChangesNothing() {
    watched(terms(1, 1, 100, false, 10, NEVER));
    update(terms(1, 1, 100, false, 10, NEVER), true);
    trade(101);
    update(terms(1, 1, 100, false, 10, NEVER), false);
    trade(99);
    activate();
    assertThat(fired()).containsExactly("1 r1");
    assertThat(batch.activations()).hasSize(1);
  }

  @Test
  void aPausedOneIsFoundWhateverItsThresholdWas() {
    watched(terms(1, 1, 100));
    subscriptions.withdraw(List.of(new Withdrawal(1, 3, "btcusdt", 70)));
    trade(200);
    assertThat(fired()).isEmpty();
  }

  @Test
  void oneThatWasPausedAndEnabledUnseenDoesNotFireUnderItsEarlierTerms() {
    watched(terms(1, 1, 100));
    update(terms(3, 3, 100), false);
    trade(101);
    activate();
    trade(99);
    assertThat(fired()).containsExactly("2 r3");
  }

  @Test
  void aPendingOneThatIsPausedTakesItsEarlierTermsWithIt() {
    watched(terms(1, 1, 100));
    update(terms(2, 2, 70), false);
    subscriptions.withdraw(List.of(new Withdrawal(1, 3, "btcusdt", 70)));
    trade(101);
    activate();
    trade(60);
    assertThat(fired()).isEmpty();
  }

  @Test
  void whileInDoubtEarlierTermsAreJudgedOnTradesBeforeTheActivation() {
    watched(terms(1, 1, 100));
    update(terms(2, 2, 70), false);
    subscriptions.activate(null, 1_500, false, batch);
    trade(101);
    subscriptions.applyBaselineBefore(2_000);
    trade(60);
    trade(80);
    assertThat(fired()).containsExactly("1 r1", "2 r2", "3 r2");
  }

  @Test
  void oneThatFiredOnceGoesOnOnlyIfItIsToRepeatNow() {
    watched(terms(1, 1, 100, true, 0, NEVER));
    trade(101);
    update(terms(2, 1, 100, true, 0, NEVER), true);
    trade(99);
    update(terms(3, 1, 100, false, 0, NEVER), true);
    trade(101);
    assertThat(fired()).containsExactly("1 r1", "3 r3");
  }

  @Test
  void oneThatExpiredGoesOnOnlyIfItHasMoreTimeNow() {
    watched(terms(1, 1, 100, true, 0, 1_000));
    trade(101);
    assertThat(batch.crossings().expired()).containsExactly(1L);
    update(terms(2, 1, 100, true, 0, 1_000), true);
    trade(99);
    update(terms(3, 1, 100, true, 0, 9_000), true);
    trade(101);
    assertThat(fired()).containsExactly("3 r3");
  }

  @Test
  void anUpdateThatPostponesTheExpiryUndoesIt() {
    watched(terms(1, 1, 100, false, 0, 10_000));
    assertThat(subscriptions.expire(new Expiry(1, "btcusdt", 10_000), true)).isTrue();
    update(terms(2, 1, 100, false, 0, 90_000), true);
    subscriptions.forgetExpired(50_000);
    trade(101);
    assertThat(fired()).containsExactly("1 r2");
    assertThat(subscriptions.expire(new Expiry(1, "btcusdt", 90_000), true)).isTrue();
  }

  @Test
  void oneThatALaterTradeMayProveIsNotOverByTheClock() {
    Condition held =
        new Condition.Threshold(
            ConditionKind.ABOVE, new Price(100), null, new Confirmation.Hold(5));
    watched(new WatchedSubscription(1, 1, 1, 1, "btcusdt", held, Repeat.EVERY, 0, 10_000, NEVER));
    Expiry expiry = new Expiry(1, "btcusdt", 10_000);
    trade(101);
    assertThat(subscriptions.expire(expiry, true)).isFalse();
    subscriptions.forgetExpired(50_000);
    trades = 20;
    trade(99);
    assertThat(fired()).containsExactly("1 r1");
    assertThat(subscriptions.expire(expiry, true)).isTrue();
  }

  @Test
  void oneThatWaitsForItsBaselineKeepsWaitingUnderNewTerms() {
    update(terms(1, 1, 100), false);
    subscriptions.activate(null, 0, false, batch);
    update(terms(2, 1, 100, false, 5, NEVER), true);
    trade(101);
    subscriptions.applyBaseline();
    trade(99);
    assertThat(fired()).containsExactly("2 r2");
  }

  /** Each trade is judged by the terms that were active before it, and by none while paused. */
  @Test
  void randomUpdatesAreJudgedAsByTheNaiveRule() {
    for (long seed = 0; seed < 300; seed++) {
      new RandomUpdates(seed).run();
    }
  }

  private static final class RandomUpdates {
    private static final int COUNT = 40;
    private static final int STEPS = 600;

    private final SplittableRandom random;
    private final SymbolSubscriptions subject = new SymbolSubscriptions(SystemNanoClock.INSTANCE);
    private final Batch results = new Batch();
    private final List<String> expected = new ArrayList<>();
    private final @Nullable WatchedSubscription[] rows = new WatchedSubscription[COUNT];
    private final @Nullable WatchedSubscription[] judging = new WatchedSubscription[COUNT];
    private final boolean[] pending = new boolean[COUNT];
    private final boolean[] paused = new boolean[COUNT];
    private final String seed;
    private long price = 20;

    RandomUpdates(long seed) {
      this.random = new SplittableRandom(seed);
      this.seed = "seed " + seed;
      subject.baseline(0, price, 0);
    }

    void run() {
      for (int step = 1; step <= STEPS; step++) {
        switch (random.nextInt(5)) {
          case 0 -> change(random.nextInt(COUNT));
          case 1 -> activate();
          default -> trade(step);
        }
      }
      List<String> found = new ArrayList<>();
      for (int row = 0; row < results.crossings().size(); row++) {
        found.add(
            results.crossings().tradeId(row)
                + " "
                + results.crossings().subscription(row)
                + " r"
                + results.crossings().revision(row));
      }
      assertThat(found).as(seed).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void change(int id) {
      WatchedSubscription before = rows[id];
      if (before == null) {
        rows[id] = row(id, 1, 1, random.nextLong(40), CONDITIONS.get(random.nextInt(3)));
        pending[id] = true;
        subject.update(List.of(rows[id]), false);
      } else if (!paused[id] && random.nextInt(4) == 0) {
        pause(id, before);
      } else {
        update(id, before);
      }
    }

    private void pause(int id, WatchedSubscription before) {
      int revision = before.revision() + 1;
      rows[id] =
          row(
              id,
              revision,
              before.baselineRevision(),
              before.plainPlace(),
              before.condition().kind());
      paused[id] = true;
      pending[id] = false;
      judging[id] = null;
      if (random.nextInt(3) == 0) {
        change(id); // enabled before it was seen
      } else {
        subject.withdraw(List.of(new Withdrawal(id, revision, "btcusdt", before.plainPlace())));
      }
    }

    private void update(int id, WatchedSubscription before) {
      int revision = before.revision() + 1;
      boolean isRebased = paused[id] || random.nextBoolean();
      WatchedSubscription after =
          isRebased
              ? row(id, revision, revision, random.nextLong(40), CONDITIONS.get(random.nextInt(3)))
              : row(
                  id,
                  revision,
                  before.baselineRevision(),
                  before.plainPlace(),
                  before.condition().kind());
      rows[id] = after;
      paused[id] = false;
      pending[id] |= isRebased;
      if (random.nextInt(5) == 0) {
        change(id); // seen only with the next
        return;
      }
      WatchedSubscription earlier = judging[id];
      if (!pending[id]) {
        judging[id] = after;
      } else if (earlier != null && after.baselineRevision() != earlier.revision() + 1) {
        judging[id] = null;
      }
      subject.update(List.of(after), !pending[id]);
    }

    private WatchedSubscription row(
        int id, int revision, int baseline, long threshold, ConditionKind condition) {
      long expiresAt = random.nextInt(3) == 0 ? NEVER - 1 : NEVER;
      return WatchedThreshold.revision(id, revision, baseline, 1, condition, threshold, expiresAt);
    }

    private void activate() {
      subject.activate(null, 0, true, results);
      for (int id = 0; id < COUNT; id++) {
        judging[id] = pending[id] ? rows[id] : judging[id];
        pending[id] = false;
      }
    }

    private void trade(long id) {
      long next = random.nextLong(40);
      for (int i = 0; i < COUNT; i++) {
        WatchedSubscription row = judging[i];
        if (row != null && WatchedThreshold.isCrossed(row, price, next)) {
          expected.add(id + " " + i + " r" + row.revision());
        }
      }
      price = next;
      subject.trade(id, id, next, id, Source.LIVE, results.crossings());
    }
  }
}

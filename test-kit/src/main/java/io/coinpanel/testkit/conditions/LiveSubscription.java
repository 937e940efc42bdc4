package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Repeat.ONCE;
import static io.coinpanel.testkit.conditions.Repeat.ONCE_PER_MINUTE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscription, and what it remembers from one trade to the next. */
final class LiveSubscription {

  private static final long MINUTE = 60_000;

  private final long id;
  private int revision = 1;
  private Terms terms;
  private Rule rule;
  private boolean isPaused;

  /** Index of the baseline; the next trade's where there is none yet. */
  private int baseline;

  private @Nullable Firing lastFiring;

  /** Time of the last firing; null also if it was before an update that added the cooldown. */
  private @Nullable Long cooldownSince;

  /** The same for {@code once_per_minute}. */
  private @Nullable Long minuteSince;

  LiveSubscription(long id, Terms terms, int baseline) {
    this.id = id;
    this.terms = terms;
    rule = Rule.of(terms.condition());
    this.baseline = baseline;
  }

  int revision() {
    return revision;
  }

  void update(Terms changed, int lastTrade) {
    revision++;
    Terms before = terms;
    terms = changed;
    rule = Rule.of(changed.condition());
    if (!changed.condition().equals(before.condition())) {
      begin(lastTrade);
      return;
    }
    if (before.cooldownSeconds() == 0) {
      cooldownSince = null;
    }
    if (before.repeat() != ONCE_PER_MINUTE) {
      minuteSince = null;
    }
  }

  void pause() {
    revision++;
    isPaused = true;
  }

  void enable(int lastTrade) {
    revision++;
    if (isPaused) {
      isPaused = false;
      begin(lastTrade);
    }
  }

  private void begin(int lastTrade) {
    baseline = lastTrade;
    lastFiring = null;
    cooldownSince = null;
    minuteSince = null;
  }

  /** Judges the newest trade. */
  @Nullable Fired judge(List<Trade> trades) {
    int current = trades.size() - 1;
    if (isPaused || current <= baseline) {
      return null;
    }
    Tape tape = new Tape(trades, baseline, current, lastFiring);
    Firing firing = rule.judge(tape);
    if (firing == null || isSuppressed(tape.time(firing.trade()))) {
      return null;
    }
    lastFiring = firing;
    cooldownSince = tape.time(firing.trade());
    minuteSince = cooldownSince;
    return row(tape, firing);
  }

  private boolean isSuppressed(long time) {
    boolean isExpired = time >= terms.expiresAt();
    boolean isCooling =
        cooldownSince != null && time < cooldownSince + terms.cooldownSeconds() * 1000L;
    boolean isSameMinute =
        terms.repeat() == ONCE_PER_MINUTE
            && minuteSince != null
            && minute(minuteSince) == minute(time);
    return isExpired || isCooling || isSameMinute;
  }

  private static long minute(long time) {
    return Math.floorDiv(time, MINUTE);
  }

  private Fired row(Tape tape, Firing firing) {
    int carried = firing.trade();
    Trade trade = tape.trades().get(carried);
    return new Fired(
        id,
        revision,
        trade.id(),
        trade.price(),
        carried == baseline ? null : tape.price(carried - 1),
        trade.time(),
        tape.trades().get(tape.current()).source(),
        firing.direction(),
        firing.level(),
        firing.referencePrice(),
        firing.barEnd());
  }

  /** Whether and why nothing can fire any more after a trade at this time. */
  Oracle.@Nullable Reason finished(@Nullable Fired fired, long time) {
    if (fired != null && terms.repeat() == ONCE) {
      return Oracle.Reason.FIRED;
    }
    return time >= terms.expiresAt() ? Oracle.Reason.EXPIRED : null;
  }
}

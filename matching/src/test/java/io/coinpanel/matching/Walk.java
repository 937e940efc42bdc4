package io.coinpanel.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.Direction;
import io.coinpanel.testkit.conditions.Fired;
import io.coinpanel.testkit.conditions.Oracle;
import io.coinpanel.testkit.conditions.Repeat;
import io.coinpanel.testkit.conditions.Source;
import io.coinpanel.testkit.conditions.Terms;
import io.coinpanel.testkit.conditions.TradeRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The matcher and the oracle side by side, on the same trades and changes. */
final class Walk {

  private static final Comparator<Fired> ORDER =
      Comparator.comparingLong(Fired::subscription).thenComparingLong(Fired::tradeId);

  private final Oracle oracle = new Oracle();
  private SymbolMatcher matcher = new SymbolMatcher();
  private final Crossings crossings = new Crossings();
  private final Map<Long, Alert> alerts = new TreeMap<>();
  private @Nullable Stored stored;
  private long time = Long.MIN_VALUE;
  private int firings;

  /** A subscription as the matcher is to know it. */
  private static final class Alert {
    private Terms terms;
    private int revision = 1;
    private int baselineRevision = 1;
    private boolean isPaused;
    private long lastFiredAt = WatchedSubscription.NEVER;

    private Alert(Terms terms) {
      this.terms = terms;
    }
  }

  /** How often something has fired. */
  int firings() {
    return firings;
  }

  List<Long> live() {
    return alerts.keySet().stream().filter(oracle::isLive).toList();
  }

  Terms terms(long id) {
    return alert(id).terms;
  }

  boolean isPaused(long id) {
    return alert(id).isPaused;
  }

  private Alert alert(long id) {
    Alert alert = alerts.get(id);
    if (alert == null) {
      throw new IllegalArgumentException("no subscription " + id);
    }
    return alert;
  }

  void subscribe(long id, Terms terms) {
    oracle.activate(id, terms);
    alerts.put(id, new Alert(terms));
    begin(id);
  }

  private void begin(long id) {
    matcher.add(watched(id));
    if (stored != null) {
      stored.forget(id);
      stored.started(MatcherStart.active(id, stored.judgedUpTo()));
      storeFirstState();
    }
  }

  /** Once there is more to remember than a price, that is stored at once. */
  private void storeFirstState() {
    if (stored != null && !stored.hasState() && matcher.hasRules()) {
      stored.state(matcher);
    }
  }

  private WatchedSubscription watched(long id) {
    Alert alert = alert(id);
    return OracleTerms.watched(
        id, alert.revision, alert.baselineRevision, alert.terms, alert.lastFiredAt);
  }

  private void remove(long id) {
    matcher.remove(place(id), id);
  }

  private long place(long id) {
    long place = matcher.place(id, watched(id).plainPlace());
    assertThat(place).isNotEqualTo(SymbolMatcher.NOT_HERE);
    return place;
  }

  void update(long id, Terms terms) {
    oracle.update(id, terms);
    Alert alert = alert(id);
    Terms before = alert.terms;
    boolean isAnew = !terms.condition().equals(alert.terms.condition());
    long place = alert.isPaused ? SymbolMatcher.NOT_HERE : place(id);
    alert.revision++;
    alert.baselineRevision = isAnew ? alert.revision : alert.baselineRevision;
    alert.terms = terms;
    boolean keepsCooldown = before.cooldownSeconds() > 0 && terms.cooldownSeconds() > 0;
    boolean keepsMinute = isPerMinute(before) && isPerMinute(terms);
    if (isAnew || !(keepsCooldown || keepsMinute)) {
      alert.lastFiredAt = WatchedSubscription.NEVER;
    }
    if (alert.isPaused) {
      return;
    }
    if (isAnew) {
      matcher.remove(place, id);
      begin(id);
      return;
    }
    matcher.replace(place, watched(id));
    storeFirstState();
    if (stored != null
        && (keepsCooldown != keepsMinute && terms.cooldownSeconds() > 0 && isPerMinute(terms))) {
      stored.state(matcher); // one time of a last firing cannot say for which of them it counts
    }
  }

  private static boolean isPerMinute(Terms terms) {
    return terms.repeat() == Repeat.ONCE_PER_MINUTE;
  }

  void pause(long id) {
    oracle.pause(id);
    remove(id);
    alert(id).revision++;
    alert(id).isPaused = true;
    alert(id).lastFiredAt = WatchedSubscription.NEVER;
  }

  void enable(long id) {
    oracle.enable(id);
    Alert alert = alert(id);
    alert.revision++;
    alert.baselineRevision = alert.revision;
    alert.isPaused = false;
    begin(id);
  }

  void unsubscribe(long id) {
    oracle.unsubscribe(id);
    if (!alert(id).isPaused) {
      remove(id);
    }
    alerts.remove(id);
  }

  void trade(TradeRow row) {
    List<Fired> expected = new ArrayList<>(oracle.trade(row));
    expected.sort(ORDER);
    time = Math.max(time, row.time());
    crossings.clear();
    matcher.trade(
        row.id(),
        row.upToId(),
        row.price(),
        time,
        io.coinpanel.model.Source.valueOf(row.source().name()),
        crossings);
    List<Fired> actual = new ArrayList<>();
    for (int i = 0; i < crossings.size(); i++) {
      actual.add(row(i));
    }
    actual.sort(ORDER);
    assertThat(actual).as("%s of %s", row, this).isEqualTo(expected);
    checkEnds();
    firings += expected.size();
    store(row);
  }

  private void store(TradeRow row) {
    if (stored == null) {
      stored = new Stored(new TradeRow(row.id(), row.upToId(), row.price(), time, row.source()));
      storeFirstState();
    } else {
      stored.trade(row, time);
    }
    for (int i = 0; i < crossings.size(); i++) {
      long id = crossings.subscription(i);
      Terms terms = alert(id).terms;
      if (terms.cooldownSeconds() > 0 || isPerMinute(terms)) {
        alert(id).lastFiredAt = crossings.tradeTime(i);
      }
      stored.started(
          MatcherStart.fired(
              id, crossings.tradeId(i), crossings.level(i), crossings.levelFraction(i)));
    }
  }

  /** Stores the state, from which {@link #restart} continues. */
  void storeState() {
    if (stored != null) {
      stored.state(matcher);
    }
  }

  /** Loses the matcher, and continues with another one from what is stored. */
  void restart(RandomGenerator random) throws UnreadableStateException {
    if (stored == null) {
      return;
    }
    List<WatchedSubscription> active = new ArrayList<>();
    for (long id : live()) {
      if (!isPaused(id)) {
        active.add(watched(id));
      }
    }
    matcher = stored.restored(active, random);
  }

  private void checkEnds() {
    for (long id : crossings.fired()) {
      assertThat(oracle.finished(id)).isEqualTo(Oracle.Reason.FIRED);
    }
    for (long id : crossings.expired()) {
      assertThat(oracle.finished(id)).isEqualTo(Oracle.Reason.EXPIRED);
    }
    for (Map.Entry<Long, Alert> entry : alerts.entrySet()) {
      if (oracle.finished(entry.getKey()) == Oracle.Reason.FIRED) {
        assertThat(matcher.place(entry.getKey(), watched(entry.getKey()).plainPlace()))
            .isEqualTo(SymbolMatcher.NOT_HERE);
      }
    }
  }

  private Fired row(int i) {
    io.coinpanel.model.Direction direction = crossings.direction(i);
    return new Fired(
        crossings.subscription(i),
        crossings.revision(i),
        crossings.tradeId(i),
        crossings.price(i),
        value(crossings.previousPrice(i)),
        crossings.tradeTime(i),
        Source.valueOf(crossings.source(i).name()),
        direction == null ? null : Direction.valueOf(direction.name()),
        level(i),
        value(crossings.referencePrice(i)),
        value(crossings.barEnd(i)));
  }

  private @Nullable BigDecimal level(int i) {
    if (crossings.level(i) == Crossings.NONE) {
      return null;
    }
    BigInteger level =
        BigInteger.valueOf(crossings.level(i))
            .multiply(BigInteger.valueOf(1_000_000))
            .add(BigInteger.valueOf(crossings.levelFraction(i)));
    return new BigDecimal(level, 14);
  }

  private static @Nullable Long value(long column) {
    return column == Crossings.NONE ? null : column;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    alerts.forEach((id, alert) -> text.append("\n").append(id).append(' ').append(alert.terms));
    return text.toString();
  }
}

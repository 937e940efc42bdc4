package io.coinpanel.testkit.conditions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One subscription on a path of trades, written as prices apart by blanks: {@code "99 101"}. The
 * first is the baseline. Trades are a second apart unless a time in seconds precedes the price, as
 * in {@code "5.5:101"}. {@code !} is a gap before the trade, {@code x3} a row of three trades,
 * {@code ^} where the subscription becomes active. Ids count from zero.
 */
final class Replay {

  static final long ID = 1;

  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000);

  final Oracle oracle = new Oracle();
  private final List<Fired> fired = new ArrayList<>();
  private long nextId;
  private long time = -SECOND.longValueExact();

  static Replay of(Terms terms, String path) {
    Replay replay = new Replay();
    String[] parts = path.contains("^") ? path.split("\\^", 2) : (path + " ").split(" ", 2);
    replay.play(parts[0]);
    replay.oracle.activate(ID, terms);
    return replay.play(parts[1]);
  }

  static Replay of(Condition condition, String path) {
    return of(Terms.of(condition), path);
  }

  Replay play(String path) {
    for (String token : path.strip().split(" +", -1)) {
      if (!token.isEmpty()) {
        trade(token);
      }
    }
    return this;
  }

  private void trade(String token) {
    boolean isGap = token.contains("!");
    String[] timed = token.replace("!", "").split(":", -1);
    time =
        timed.length == 2
            ? new BigDecimal(timed[0]).multiply(SECOND).longValueExact()
            : time + SECOND.longValueExact();
    String[] counted = timed[timed.length - 1].split("x", -1);
    long count = counted.length == 2 ? Long.parseLong(counted[1]) : 1;
    Source source = isGap ? Source.GAP : Source.LIVE;
    long price = Long.parseLong(counted[0]);
    fired.addAll(oracle.trade(nextId, nextId + count - 1, price, time, source));
    nextId += count;
  }

  Replay update(Terms terms) {
    oracle.update(ID, terms);
    return this;
  }

  Replay pause() {
    oracle.pause(ID);
    return this;
  }

  Replay enable() {
    oracle.enable(ID);
    return this;
  }

  List<Fired> fired() {
    return fired;
  }

  List<Long> ids() {
    return fired.stream().map(Fired::tradeId).toList();
  }

  /** As in {@code 3: 105 after 99, UP at 104.5 from 95, bar end 60000}. */
  List<String> rows() {
    return fired.stream().map(Replay::describe).toList();
  }

  private static String describe(Fired row) {
    StringBuilder text = new StringBuilder().append(row.tradeId()).append(": ").append(row.price());
    if (row.previousPrice() != null) {
      text.append(" after ").append(row.previousPrice());
    }
    if (row.direction() != null) {
      text.append(", ").append(row.direction());
    }
    if (row.level() != null) {
      BigDecimal units = row.level().movePointRight(8).stripTrailingZeros();
      text.append(" at ").append(units.toPlainString());
    }
    if (row.referencePrice() != null) {
      text.append(" from ").append(row.referencePrice());
    }
    if (row.barEnd() != null) {
      text.append(", bar end ").append(row.barEnd());
    }
    return text.toString();
  }
}

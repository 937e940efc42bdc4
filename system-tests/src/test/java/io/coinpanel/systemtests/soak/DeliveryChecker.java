package io.coinpanel.systemtests.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks one client's deliveries against the protocol's promises. Not safe for threads: its client
 * guards it.
 */
final class DeliveryChecker {

  private static final int RECENT = 40;

  private final String owner;
  private final Set<Long> received = new HashSet<>();
  private final Map<Long, String> tracked = new TreeMap<>();
  private final Set<Long> active = new HashSet<>();

  /** Up to which notification a subscription was the client's. */
  private final Map<Long, Long> ended = new HashMap<>();

  /** Subscriptions that may have ended without a reply, with the last notification before. */
  private final Map<Long, Long> doubtful = new HashMap<>();

  private final Map<String, Long> lastTrades = new HashMap<>();
  private final ArrayDeque<String> recent = new ArrayDeque<>();
  private final List<String> violations = new ArrayList<>();
  private long processed;
  private long lastOnSocket;
  private boolean mayRepeat;
  private long repeated;

  DeliveryChecker(String owner) {
    this.owner = owner;
  }

  /** A row of the table: which subscription it notifies. */
  record Row(long id, long subscription) {}

  /** A subscription as {@code resumed} lists it. */
  record Listed(long id, String symbol, boolean begun) {}

  void resumed(Collection<Listed> list, boolean recovered, boolean withLast) {
    record("resumed, with last id " + withLast + ", list " + list.size());
    lastOnSocket = 0;
    mayRepeat = !withLast;
    if (mayRepeat) {
      lastTrades.clear();
    }
    if (!recovered) {
      report("not recovered, although everything is stored");
    }
    list.forEach(this::relist);
    Set<Long> listed = new HashSet<>();
    list.forEach(one -> listed.add(one.id()));
    List.copyOf(tracked.keySet()).stream()
        .filter(id -> !listed.contains(id))
        .forEach(this::vanished);
  }

  private void relist(Listed one) {
    if (ended.containsKey(one.id())) {
      report("subscription " + one.id() + " came back after its end");
    }
    if (tracked.putIfAbsent(one.id(), one.symbol()) == null) {
      doubtful.put(one.id(), processed);
    }
    if (one.begun()) {
      active.add(one.id());
    }
  }

  private void vanished(long id) {
    Long last = doubtful.get(id);
    if (last == null) {
      report("subscription " + id + " was lost");
    }
    end(id, last == null ? processed : last);
  }

  void subscribed(long id, String symbol) {
    record("subscribed " + id);
    tracked.put(id, symbol);
  }

  /** An unsubscribe was sent; it may succeed without a reply. */
  void unsubscribing(long id) {
    record("unsubscribing " + id);
    doubtful.putIfAbsent(id, processed);
  }

  /** It ended between the request and this: what came meanwhile may have fired before or after. */
  void unsubscribed(long id) {
    record("unsubscribed " + id);
    end(id, doubtful.getOrDefault(id, processed));
  }

  /** The client has lost what it did after a notification, and wants that again. */
  void forgetAfter(long last) {
    record("forgot what came after " + last);
    received.removeIf(id -> id > last);
    ended.replaceAll((subscription, end) -> Math.min(end, last));
    doubtful.replaceAll((subscription, end) -> Math.min(end, last));
    lastTrades.clear();
    processed = last;
  }

  /** Any notification it has received; 0 if there was none. */
  long any(Random random) {
    return received.stream().skip(random.nextInt(received.size() + 1)).findFirst().orElse(0L);
  }

  /** The server does not know it: right only if an earlier end was not heard of. */
  void notFound(long id) {
    if (tracked.containsKey(id)) {
      vanished(id);
    }
  }

  private void end(long id, long last) {
    tracked.remove(id);
    ended.put(id, last);
  }

  /** What was listed while nothing else was asked for: at least what it has. */
  void listed(Set<Long> listed) {
    tracked.keySet().stream()
        .filter(id -> !listed.contains(id) && !doubtful.containsKey(id))
        .forEach(id -> report("subscription " + id + " is not listed"));
  }

  void activated(long id) {
    record("active " + id);
    if (!tracked.containsKey(id)) {
      report("subscription " + id + " became active without being the client's");
    }
    active.add(id);
  }

  void notified(long id, long subscription, String symbol, long trade) {
    record("notified " + id + " of " + subscription);
    if (!symbol.equals(tracked.get(subscription))) {
      report("notification " + id + " of subscription " + subscription + ", which it has not");
    }
    if (!active.contains(subscription)) {
      report("notification " + id + " came before its subscription was active");
    }
    if (id <= lastOnSocket) {
      report("notification " + id + " came after " + lastOnSocket);
    }
    lastOnSocket = id;
    Long before = lastTrades.put(symbol, trade);
    if (before != null && before > trade) {
      report("trade " + trade + " of " + symbol + " came after " + before);
    }
    boolean fresh = received.add(id);
    if (!fresh) {
      repeated++;
    }
    if (!fresh && !mayRepeat) {
      report("notification " + id + " came twice");
    }
    if (fresh && id < processed) {
      report("notification " + id + " came after " + processed + " had come");
    }
    processed = Math.max(processed, id);
    // It had not ended before this.
    doubtful.computeIfPresent(subscription, (one, last) -> Math.max(last, id));
  }

  /**
   * Compares what was recorded with the table.
   *
   * @param all whether everything should have come, not only what is before the last that did
   */
  void compare(List<Row> rows, boolean all) {
    Set<Long> strange = new HashSet<>(received);
    rows.forEach(row -> strange.remove(row.id()));
    List<Row> missing =
        rows.stream().filter(row -> isExpected(row, all) && !received.contains(row.id())).toList();
    if (!missing.isEmpty()) {
      Row first = missing.getFirst();
      String end = "; its subscription was the client's up to ";
      report(missing.size() + " never came, from " + first + end + ended.get(first.subscription()));
    }
    if (!strange.isEmpty()) {
      report(strange.size() + " notifications came that are in no table");
    }
  }

  /** Whether nothing more has to come, be it that something in between is missing. */
  boolean hasAll(List<Row> rows) {
    return rows.stream().noneMatch(row -> row.id() > processed && isExpected(row, true));
  }

  private boolean isExpected(Row row, boolean all) {
    Long last = ended.get(row.subscription());
    if (last != null) {
      return row.id() <= last;
    }
    return tracked.containsKey(row.subscription()) && (all || row.id() <= processed);
  }

  List<Long> tracked() {
    return List.copyOf(tracked.keySet());
  }

  long processed() {
    return processed;
  }

  int received() {
    return received.size();
  }

  long repeated() {
    return repeated;
  }

  List<String> violations() {
    return violations;
  }

  void record(String event) {
    if (recent.size() == RECENT) {
      recent.remove();
    }
    recent.add(event);
  }

  void report(String what) {
    violations.add(owner + ": " + what + "; before that " + recent);
  }
}

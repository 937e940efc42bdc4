package io.coinpanel.standalone.soak;

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
 * What one client was told, in the order it was told, and everything that breaks a promise. Not
 * safe for threads: its client guards it.
 */
final class Notebook {

  private static final int RECENT = 40;

  private final String owner;
  private final Set<Long> received = new HashSet<>();
  private final Map<Long, String> held = new TreeMap<>();
  private final Set<Long> active = new HashSet<>();

  /** Up to which notification a subscription was the client's. */
  private final Map<Long, Long> ended = new HashMap<>();

  /** Those that may have ended without the client having been told, and the last one before. */
  private final Map<Long, Long> doubtful = new HashMap<>();

  private final Map<String, Long> lastTrades = new HashMap<>();
  private final ArrayDeque<String> recent = new ArrayDeque<>();
  private final List<String> complaints = new ArrayList<>();
  private long processed;
  private long lastOnSocket;
  private boolean mayRepeat;
  private long repeated;

  Notebook(String owner) {
    this.owner = owner;
  }

  /** A row of the table: which subscription it notifies. */
  record Row(long id, long subscription) {}

  /** A subscription as {@code resumed} lists it. */
  record Listed(long id, String symbol, boolean begun) {}

  void resumed(Collection<Listed> list, boolean recovered, boolean withLast) {
    note("resumed, with last id " + withLast + ", list " + list.size());
    lastOnSocket = 0;
    mayRepeat = !withLast;
    if (mayRepeat) {
      lastTrades.clear();
    }
    if (!recovered) {
      complain("not recovered, although everything is stored");
    }
    list.forEach(this::relist);
    Set<Long> listed = new HashSet<>();
    list.forEach(one -> listed.add(one.id()));
    List.copyOf(held.keySet()).stream().filter(id -> !listed.contains(id)).forEach(this::vanished);
  }

  private void relist(Listed one) {
    if (ended.containsKey(one.id())) {
      complain("subscription " + one.id() + " came back after its end");
    }
    if (held.putIfAbsent(one.id(), one.symbol()) == null) {
      doubtful.put(one.id(), processed);
    }
    if (one.begun()) {
      active.add(one.id());
    }
  }

  private void vanished(long id) {
    Long last = doubtful.get(id);
    if (last == null) {
      complain("subscription " + id + " was lost");
    }
    end(id, last == null ? processed : last);
  }

  void subscribed(long id, String symbol) {
    note("subscribed " + id);
    held.put(id, symbol);
  }

  /** An end is asked for: it may come about although nothing is heard of it. */
  void unsubscribing(long id) {
    note("unsubscribing " + id);
    doubtful.putIfAbsent(id, processed);
  }

  void unsubscribed(long id) {
    note("unsubscribed " + id);
    end(id, processed);
  }

  /** The client has lost what it did after a notification, and wants that again. */
  void forgetAfter(long last) {
    note("forgot what came after " + last);
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
  void unknown(long id) {
    if (held.containsKey(id)) {
      vanished(id);
    }
  }

  private void end(long id, long last) {
    held.remove(id);
    ended.put(id, last);
  }

  /** What was listed while nothing else was asked for: at least what it has. */
  void listed(Set<Long> listed) {
    held.keySet().stream()
        .filter(id -> !listed.contains(id) && !doubtful.containsKey(id))
        .forEach(id -> complain("subscription " + id + " is not listed"));
  }

  void activated(long id) {
    note("active " + id);
    if (!held.containsKey(id)) {
      complain("subscription " + id + " became active without being the client's");
    }
    active.add(id);
  }

  void notified(long id, long subscription, String symbol, long trade) {
    note("notified " + id + " of " + subscription);
    if (!symbol.equals(held.get(subscription))) {
      complain("notification " + id + " of subscription " + subscription + ", which it has not");
    }
    if (!active.contains(subscription)) {
      complain("notification " + id + " came before its subscription was active");
    }
    if (id <= lastOnSocket) {
      complain("notification " + id + " came after " + lastOnSocket);
    }
    lastOnSocket = id;
    Long before = lastTrades.put(symbol, trade);
    if (before != null && before > trade) {
      complain("trade " + trade + " of " + symbol + " came after " + before);
    }
    boolean fresh = received.add(id);
    if (!fresh) {
      repeated++;
    }
    if (!fresh && !mayRepeat) {
      complain("notification " + id + " came twice");
    }
    if (fresh && id < processed) {
      complain("notification " + id + " came after " + processed + " had come");
    }
    processed = Math.max(processed, id);
  }

  /**
   * Holds the notebook against the table.
   *
   * @param all whether everything should have come, not only what is before the last that did
   */
  void compare(List<Row> rows, boolean all) {
    Set<Long> strange = new HashSet<>(received);
    rows.forEach(row -> strange.remove(row.id()));
    List<Row> missing =
        rows.stream().filter(row -> isOwed(row, all) && !received.contains(row.id())).toList();
    if (!missing.isEmpty()) {
      Row first = missing.getFirst();
      String end = "; its subscription was the client's up to ";
      complain(
          missing.size() + " never came, from " + first + end + ended.get(first.subscription()));
    }
    if (!strange.isEmpty()) {
      complain(strange.size() + " notifications came that are in no table");
    }
  }

  /** Whether nothing more has to come, be it that something in between is missing. */
  boolean hasAll(List<Row> rows) {
    return rows.stream().noneMatch(row -> row.id() > processed && isOwed(row, true));
  }

  private boolean isOwed(Row row, boolean all) {
    Long last = ended.get(row.subscription());
    if (last != null) {
      return row.id() <= last;
    }
    return held.containsKey(row.subscription()) && (all || row.id() <= processed);
  }

  List<Long> held() {
    return List.copyOf(held.keySet());
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

  List<String> complaints() {
    return complaints;
  }

  void note(String event) {
    if (recent.size() == RECENT) {
      recent.remove();
    }
    recent.add(event);
  }

  void complain(String what) {
    complaints.add(owner + ": " + what + "; before that " + recent);
  }
}

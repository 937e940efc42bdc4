package io.coinpanel.systemtests.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a receiver got with what is stored for its account. */
final class DestinationChecker {

  /** A notification of the account; no other one of it has the price. */
  record Stored(long id, long price) {}

  /** What a receiver got, in order, and whether it accepted it. */
  record Received(SoakMessage message, boolean isAccepted) {}

  /**
   * What the product says about a destination.
   *
   * @param doneId up to here it says that nothing is left to be sent
   * @param isFailing whether it says that the receiver cannot be reached
   * @param givenUp the messages that it says have failed for good
   */
  record Stand(long doneId, boolean isFailing, Set<String> givenUp) {}

  private final String destination;
  private final List<Stored> stored;
  private final Map<Long, Integer> places = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final boolean[] isAccepted;
  private int accepted;
  private int repeats;
  private int summaries;
  private int rewinds;
  private int givenUp;

  /** The latest notification that was accepted. */
  private int latest = -1;

  /**
   * A checker.
   *
   * @param stored oldest first
   */
  DestinationChecker(String destination, List<Stored> stored) {
    this.destination = destination;
    this.stored = stored;
    this.isAccepted = new boolean[stored.size()];
    for (int place = 0; place < stored.size(); place++) {
      places.put(stored.get(place).price(), place);
    }
  }

  private record Range(int from, int to) {}

  void compare(List<Received> received, Stand stand) {
    Set<Integer> mayBeGivenUp = new HashSet<>();
    for (Received one : received) {
      Range range = range(one.message());
      if (range != null) {
        if (one.isAccepted()) {
          accept(range, one.message());
        } else if (isGivenUp(range, one.message(), stand)) {
          for (int place = range.from(); place <= range.to(); place++) {
            mayBeGivenUp.add(place);
          }
        }
      }
    }
    for (int place = 0; place < stored.size(); place++) {
      account(place, mayBeGivenUp.contains(place), stand);
    }
  }

  private boolean isGivenUp(Range range, SoakMessage message, Stand stand) {
    long last = stored.get(range.to()).id();
    boolean isSummaryGivenUp = stand.givenUp().contains("sum-" + last);
    return message.count() == 1
        ? isSummaryGivenUp || stand.givenUp().contains("" + last)
        : isSummaryGivenUp;
  }

  /** The notifications of a message; null if there are no such ones. */
  private @Nullable Range range(SoakMessage message) {
    Integer to = places.get(message.newest());
    if (to == null || to - message.count() + 1 < 0) {
      report("a message is of no stored notification: " + message);
      return null;
    }
    Range range = new Range(to - message.count() + 1, to);
    checkIds(message, range);
    return range;
  }

  private void checkIds(SoakMessage message, Range range) {
    long first = stored.get(range.from()).id();
    long last = stored.get(range.to()).id();
    boolean isOther =
        message.firstId() != 0 && (message.firstId() != first || message.lastId() != last);
    // One of a single notification may be a summary of one, if that was late.
    Set<String> ids =
        message.count() == 1 ? Set.of("" + last, "sum-" + last) : Set.of("sum-" + last);
    if (isOther || (!message.id().isEmpty() && !ids.contains(message.id()))) {
      report("%s is of %d to %d".formatted(message, first, last));
    }
  }

  private void accept(Range range, SoakMessage message) {
    accepted++;
    summaries += message.count() > 1 ? 1 : 0;
    boolean isRepeat = false;
    boolean isLate = false;
    for (int place = range.from(); place <= range.to(); place++) {
      isRepeat |= isAccepted[place];
      isLate |= !isAccepted[place] && place < latest;
      isAccepted[place] = true;
    }
    repeats += isRepeat ? 1 : 0;
    rewinds += isRepeat && range.to() < latest ? 1 : 0;
    if (isLate) {
      report(message + " came after " + stored.get(latest));
    }
    latest = Math.max(latest, range.to());
  }

  private void account(int place, boolean mayBeGivenUp, Stand stand) {
    Stored one = stored.get(place);
    boolean isWaiting = one.id() > stand.doneId();
    if (isAccepted[place]) {
      return;
    }
    if (isWaiting && !stand.isFailing()) {
      report(one + " waits although its receiver is well");
    } else if (!isWaiting && mayBeGivenUp) {
      givenUp++;
    } else if (!isWaiting) {
      report(one + " was lost");
    }
  }

  private void report(String what) {
    complaints.add(destination + ": " + what);
  }

  int accepted() {
    return accepted;
  }

  /** Messages with a notification that had been accepted before. */
  int repeats() {
    return repeats;
  }

  /** Repeats of others than the latest. */
  int rewinds() {
    return rewinds;
  }

  int summaries() {
    return summaries;
  }

  /** Notifications that have failed for good. */
  int givenUp() {
    return givenUp;
  }

  List<String> complaints() {
    return complaints;
  }
}

package io.coinpanel.systemtests.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a receiver got with what is stored for its account. */
final class DestinationChecker {

  /** Why a message comes again whose receiver accepted it without saying so. */
  static final String BAD_ANSWER = "accepted with a bad answer";

  static final String UNEXPLAINED = "unexplained";

  /** A notification of the account; no other one of it has the price. */
  record Stored(long id, long price, Instant at) {}

  /**
   * What a receiver got, in order.
   *
   * @param isAccepted whether it accepted it
   * @param isAnsweredBadly whether the sender could not know that it did
   */
  record Received(SoakMessage message, boolean isAccepted, boolean isAnsweredBadly, Instant at) {}

  /**
   * What the product says about a destination.
   *
   * @param doneId up to here it says that nothing is left to be sent
   * @param isFailing whether it says that the receiver cannot be reached
   * @param givenUp the messages that it says have failed for good
   */
  record Stand(long doneId, boolean isFailing, Set<String> givenUp) {}

  /** What the product shows of its attempts to send one message. */
  interface AttemptLog {
    List<String> of(String messageId);
  }

  private final String destination;
  private final List<Stored> stored;
  private final FaultTimes.Explanations explanations;
  private final AttemptLog attempts;
  private final Map<Long, Integer> places = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  /** By place: the last message that was accepted; null before the first. */
  private final @Nullable Received[] acceptances;

  private final Map<String, Integer> repeats = new TreeMap<>();
  private Duration longestDelay = Duration.ZERO;
  private int accepted;
  private int summaries;
  private int rewinds;
  private int givenUp;
  private int waiting;
  private int lost;

  /** The latest notification that was accepted. */
  private int latest = -1;

  /**
   * A checker.
   *
   * @param stored oldest first
   * @param faults that explain repeats
   * @param attempts for whoever looks for a reason
   */
  DestinationChecker(
      String destination, List<Stored> stored, FaultTimes faults, AttemptLog attempts) {
    this.destination = destination;
    this.stored = stored;
    this.explanations = faults.explanations();
    this.attempts = attempts;
    this.acceptances = new Received[stored.size()];
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
          accept(range, one);
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

  private void accept(Range range, Received one) {
    accepted++;
    summaries += one.message().count() > 1 ? 1 : 0;
    Received before = null;
    boolean isLate = false;
    for (int place = range.from(); place <= range.to(); place++) {
      Received earlier = acceptances[place];
      if (earlier == null) {
        isLate |= place < latest;
        delayed(Duration.between(stored.get(place).at(), one.at()));
      } else if (before == null || earlier.at().isAfter(before.at())) {
        before = earlier;
      }
      acceptances[place] = one;
    }
    if (before != null) {
      repeated(before, one, range.to() < latest);
    }
    if (isLate) {
      report(one.message() + " came after " + stored.get(latest));
    }
    latest = Math.max(latest, range.to());
  }

  private void delayed(Duration delay) {
    longestDelay = delay.compareTo(longestDelay) > 0 ? delay : longestDelay;
  }

  private void repeated(Received before, Received again, boolean isRewind) {
    rewinds += isRewind ? 1 : 0;
    String why =
        before.isAnsweredBadly() ? BAD_ANSWER : explanations.next(before.at()).orElse(UNEXPLAINED);
    repeats.merge(why, 1, Integer::sum);
    if (why.equals(UNEXPLAINED)) {
      report(
          "%s came again as %s, near %s; attempts: %s, %s"
              .formatted(
                  before,
                  again,
                  explanations.near(before.at()),
                  attempts(before.message()),
                  attempts(again.message())));
    }
  }

  /** As itself and as a summary, as texts have no ids. */
  private List<String> attempts(SoakMessage message) {
    Range range = range(message);
    if (range == null) {
      return List.of();
    }
    long last = stored.get(range.to()).id();
    return Stream.of("" + last, "sum-" + last).flatMap(id -> attempts.of(id).stream()).toList();
  }

  private void account(int place, boolean mayBeGivenUp, Stand stand) {
    Stored one = stored.get(place);
    boolean isWaiting = one.id() > stand.doneId();
    if (acceptances[place] != null) {
      return;
    }
    if (isWaiting) {
      waiting++;
      if (!stand.isFailing()) {
        report(one + " waits although its receiver is well");
      }
    } else if (mayBeGivenUp) {
      givenUp++;
    } else {
      lost++;
      report(one + " was lost");
    }
  }

  private void report(String what) {
    complaints.add(destination + ": " + what);
  }

  int accepted() {
    return accepted;
  }

  /** Messages with a notification that had been accepted before, by what explains them. */
  Map<String, Integer> repeats() {
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

  /** Notifications that are behind the cursor still. */
  int waiting() {
    return waiting;
  }

  int lost() {
    return lost;
  }

  /** From a notification to its first acceptance. */
  Duration longestDelay() {
    return longestDelay;
  }

  List<String> complaints() {
    return complaints;
  }
}

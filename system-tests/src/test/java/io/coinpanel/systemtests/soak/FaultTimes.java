package io.coinpanel.systemtests.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When things happened after which a message may be sent once more. Safe for threads. */
final class FaultTimes {

  /** What was accepted is stored by then. */
  private static final Duration BEFORE = Duration.ofSeconds(5);

  /**
   * A database that is back is used by then, and a webserver that was frozen is known to be alive:
   * its destinations are taken over until it has sent a heartbeat, which it does every 5 s.
   */
  private static final Duration AFTER = Duration.ofSeconds(15);

  private final List<Fault> all = new ArrayList<>();

  /** What happened, and from when to when nothing could be stored. */
  record Fault(String what, Instant from, Instant to) {

    private boolean isAt(Instant time) {
      return !time.isBefore(from.minus(BEFORE)) && !time.isAfter(to.plus(AFTER));
    }
  }

  synchronized void add(String what, Instant from, Instant to) {
    all.add(new Fault(what, from, to));
  }

  synchronized List<Fault> all() {
    return List.copyOf(all);
  }

  /**
   * The faults as one destination met them: each explains one repeat, as one message at a time is
   * on its way.
   */
  Explanations explanations() {
    return new Explanations(all());
  }

  /** What has not explained anything yet. */
  static final class Explanations {
    private final List<Fault> faults;
    private final Set<Fault> used = new HashSet<>();

    private Explanations(List<Fault> faults) {
      this.faults = faults;
    }

    /** Why a message that was accepted at this time was not stored as accepted. */
    Optional<String> next(Instant acceptedAt) {
      return faults.stream()
          .filter(fault -> fault.isAt(acceptedAt) && used.add(fault))
          .findFirst()
          .map(Fault::what);
    }

    /** Those within a minute, for whoever looks for a reason. */
    List<Fault> near(Instant time) {
      return faults.stream()
          .filter(fault -> fault.from().isBefore(time.plusSeconds(60)))
          .filter(fault -> fault.to().isAfter(time.minusSeconds(60)))
          .toList();
    }
  }
}

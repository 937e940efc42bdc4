package io.coinpanel.systemtests.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The faults to come: every kind comes before any comes again. */
final class FaultDeck {

  private static final int MAX = 4;

  private final List<Fault> kinds;
  private final List<Fault> left = new ArrayList<>();
  private final SplittableRandom random;

  private FaultDeck(List<Fault> kinds, SplittableRandom random) {
    this.kinds = kinds;
    this.random = random;
  }

  /** All kinds, or those that the property {@code coinpanel.faults.kinds} names. */
  static FaultDeck of(boolean withLong, SplittableRandom random) {
    String named = System.getProperty("coinpanel.faults.kinds", "");
    List<Fault> kinds =
        Arrays.stream(Fault.values())
            .filter(fault -> withLong || !fault.isLong())
            .filter(
                fault -> named.isEmpty() || List.of(named.split(",", -1)).contains(fault.name()))
            .toList();
    return new FaultDeck(kinds, random);
  }

  /** The faults of one sequence. */
  List<Fault> draw() {
    List<Fault> faults = new ArrayList<>();
    for (int i = 1 + random.nextInt(MAX); i > 0; i--) {
      Fault next = next();
      if (next.isAlone()) {
        left.addAll(faults);
        return new ArrayList<>(List.of(next));
      }
      faults.add(next);
    }
    faults.sort(Comparator.comparing(Fault::isLong).reversed());
    return faults;
  }

  private Fault next() {
    if (left.isEmpty()) {
      left.addAll(kinds);
    }
    return left.remove(random.nextInt(left.size()));
  }
}

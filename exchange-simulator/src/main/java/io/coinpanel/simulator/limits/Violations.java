package io.coinpanel.simulator.limits;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Limit violations so far, at most the last thousand. */
public final class Violations {

  private static final Logger LOG = LoggerFactory.getLogger(Violations.class);
  private static final int KEPT = 1000;

  private final InstantSource clock;
  private final List<Violation> violations = new ArrayList<>();

  public Violations(InstantSource clock) {
    this.clock = clock;
  }

  public void record(Limit limit, String address, String detail) {
    if (violations.size() == KEPT) {
      violations.removeFirst();
    }
    LOG.info("{} violates limit {}: {}", address, limit, detail);
    violations.add(new Violation(clock.instant(), limit, address, detail));
  }

  public List<Violation> all() {
    return List.copyOf(violations);
  }
}

package io.coinpanel.simulator.stream;

import io.coinpanel.simulator.rules.RollingWindow;
import io.coinpanel.simulator.rules.StreamRules;
import java.util.HashMap;
import java.util.Map;

/** What the exchange holds against an address: its attempts to connect and its offences. */
final class Visitors {

  private static final class Visitor {
    private final RollingWindow attempts;
    private final RollingWindow offences;
    private long bannedUntil = Long.MIN_VALUE;

    Visitor(StreamRules rules) {
      attempts = new RollingWindow(rules.attempts(), rules.attemptWindow());
      offences = new RollingWindow(rules.offencesBeforeBan(), rules.attemptWindow());
    }
  }

  private final StreamRules rules;
  private final Map<String, Visitor> visitors = new HashMap<>();

  Visitors(StreamRules rules) {
    this.rules = rules;
  }

  private Visitor visitor(String address) {
    return visitors.computeIfAbsent(address, _ -> new Visitor(rules));
  }

  boolean banned(String address, long now) {
    return now < visitor(address).bannedUntil;
  }

  /** Counts an attempt to connect; false if it is one too many. */
  boolean attempt(String address, long now) {
    return visitor(address).attempts.admit(now);
  }

  void flooded(String address, long now) {
    Visitor visitor = visitor(address);
    if (!visitor.offences.admit(now)) {
      visitor.bannedUntil = now + rules.ban().toMillis();
    }
  }
}

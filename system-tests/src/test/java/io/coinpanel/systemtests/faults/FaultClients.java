package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.market.Oracle;
import io.coinpanel.testkit.market.SubscriptionTerms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/** Clients that come and go while trades do, as the oracles know them. */
final class FaultClients {

  private static final int LEAVING_ONE_OF = 400;
  private static final int RULE_LEAVING_ONE_OF = 100;
  private static final int THRESHOLDS_FOR_A_RULE = 5;

  private final FaultEnvironment faultEnvironment;
  private final SubscriptionWriters subscriptionWriters;
  private final RuleWriter ruleWriter;
  private final Oracle oracle;
  private final RuleOracle rules;
  private final SplittableRandom random;

  FaultClients(
      FaultEnvironment faultEnvironment,
      SubscriptionWriters subscriptionWriters,
      RuleWriter ruleWriter,
      Oracle oracle,
      RuleOracle rules,
      SplittableRandom random) {
    this.faultEnvironment = faultEnvironment;
    this.subscriptionWriters = subscriptionWriters;
    this.ruleWriter = ruleWriter;
    this.oracle = oracle;
    this.rules = rules;
    this.random = random;
  }

  /** Subscribes to so many thresholds at once and to some rules, and waits until all are active. */
  void subscribe(int count) throws SQLException {
    activate(subscribeThresholds(count), subscribeRules(count));
  }

  private Map<Long, SubscriptionTerms> subscribeThresholds(int count) throws SQLException {
    try (Connection connection = faultEnvironment.connect()) {
      return subscriptionWriters.subscribe(connection, subscriptionWriters.randomTerms(count));
    }
  }

  private Map<Long, RuleTerms> subscribeRules(int thresholds) throws SQLException {
    try (Connection connection = faultEnvironment.connect()) {
      return ruleWriter.subscribe(connection, 1 + thresholds / THRESHOLDS_FOR_A_RULE);
    }
  }

  /** New subscriptions, made out of order, become active whatever happens meanwhile. */
  void subscribeDuring(Fault fault) throws Exception {
    int count = 2 + random.nextInt(20);
    if (fault.isOfDatabase()) {
      Map<Long, SubscriptionTerms> thresholds = subscribeOutOfOrder(count);
      Map<Long, RuleTerms> others = subscribeRules(count);
      fault.begin(faultEnvironment);
      activate(thresholds, others);
    } else {
      fault.begin(faultEnvironment);
      activate(subscribeOutOfOrder(count), subscribeRules(count));
    }
  }

  private Map<Long, SubscriptionTerms> subscribeOutOfOrder(int count) throws SQLException {
    return subscriptionWriters.subscribeOutOfOrder(
        faultEnvironment.postgres()::superuser, subscriptionWriters.randomTerms(count));
  }

  /** Those whose time passes before they are active never are. */
  private void activate(Map<Long, SubscriptionTerms> thresholds, Map<Long, RuleTerms> others) {
    Set<Long> missing = new HashSet<>(thresholds.keySet());
    missing.addAll(others.keySet());
    faultEnvironment.until(
        "activation of " + missing.size() + " subscriptions",
        () -> {
          Set<Long> ended = faultEnvironment.tables().ended();
          faultEnvironment
              .tables()
              .baselines()
              .forEach(
                  (id, baseline) -> {
                    if (!missing.remove(id)) {
                      return;
                    }
                    RuleTerms rule = others.get(id);
                    if (rule == null) {
                      oracle.active(id, Objects.requireNonNull(thresholds.get(id)));
                    } else {
                      rules.active(id, rule, baseline);
                    }
                  });
          missing.removeAll(ended);
          return missing.isEmpty();
        });
  }

  /** Clients leave while trades come: what crosses after their commit is not for them. */
  void endSome() {
    List<Long> leaving = new ArrayList<>(oneOf(LEAVING_ONE_OF, oracle.live()));
    List<Long> leavingRules = oneOf(RULE_LEAVING_ONE_OF, rules.remaining());
    leaving.addAll(leavingRules);
    faultEnvironment.until(
        "the end of subscriptions",
        () -> {
          try (Connection connection = faultEnvironment.postgres().superuser()) {
            subscriptionWriters.end(connection, leaving);
            return true;
          }
        });
    leavingRules.forEach(rules::left);
    leaving.removeAll(leavingRules);
    leaving.forEach(oracle::ended);
  }

  private List<Long> oneOf(int count, Collection<Long> ids) {
    return ids.stream().filter(_ -> random.nextInt(count) == 0).toList();
  }
}

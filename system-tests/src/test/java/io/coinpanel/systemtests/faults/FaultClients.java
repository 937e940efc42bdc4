package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.market.Oracle;
import io.coinpanel.testkit.market.SubscriptionTerms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Clients that come and go while trades do, as the oracle knows them. */
final class FaultClients {

  private static final int LEAVING_ONE_OF = 400;

  private final FaultEnvironment faultEnvironment;
  private final SubscriptionWriters subscriptionWriters;
  private final Oracle oracle;
  private final SplittableRandom random;

  FaultClients(
      FaultEnvironment faultEnvironment,
      SubscriptionWriters subscriptionWriters,
      Oracle oracle,
      SplittableRandom random) {
    this.faultEnvironment = faultEnvironment;
    this.subscriptionWriters = subscriptionWriters;
    this.oracle = oracle;
    this.random = random;
  }

  /** Subscribes so many times at once, and waits until all are active. */
  void subscribe(int count) throws SQLException {
    try (Connection connection = faultEnvironment.connect()) {
      activate(subscriptionWriters.subscribe(connection, subscriptionWriters.randomTerms(count)));
    }
  }

  /** New subscriptions, made out of order, become active whatever happens meanwhile. */
  void subscribeDuring(Fault fault) throws Exception {
    List<SubscriptionTerms> requested = subscriptionWriters.randomTerms(2 + random.nextInt(20));
    if (fault.isOfDatabase()) {
      Map<Long, SubscriptionTerms> subscribed =
          subscriptionWriters.subscribeOutOfOrder(
              faultEnvironment.postgres()::superuser, requested);
      fault.begin(faultEnvironment);
      activate(subscribed);
    } else {
      fault.begin(faultEnvironment);
      activate(
          subscriptionWriters.subscribeOutOfOrder(
              faultEnvironment.postgres()::superuser, requested));
    }
  }

  /** Those whose time passes before they are active never are. */
  private void activate(Map<Long, SubscriptionTerms> subscribed) {
    Set<Long> missing = new HashSet<>(subscribed.keySet());
    faultEnvironment.until(
        "activation of " + subscribed.size() + " subscriptions",
        () -> {
          Set<Long> ended = faultEnvironment.tables().ended();
          Set<Long> activated = faultEnvironment.tables().activated();
          subscribed.forEach(
              (id, terms) -> {
                if (activated.contains(id) && missing.remove(id)) {
                  oracle.active(id, terms);
                }
              });
          missing.removeAll(ended);
          return missing.isEmpty();
        });
  }

  /** Clients leave while trades come: what crosses after their commit is not for them. */
  void endSome() {
    List<Long> leaving =
        oracle.live().stream().filter(_ -> random.nextInt(LEAVING_ONE_OF) == 0).toList();
    faultEnvironment.until(
        "the end of subscriptions",
        () -> {
          try (Connection connection = faultEnvironment.postgres().superuser()) {
            subscriptionWriters.end(connection, leaving);
            return true;
          }
        });
    leaving.forEach(oracle::ended);
  }
}

package io.coinpanel.standalone.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Clients that come and go while trades do, as the oracle knows them. */
final class Clients {

  private static final int LEAVING_ONE_OF = 400;

  private final Stage stage;
  private final Subscribers subscribers;
  private final Oracle oracle;
  private final SplittableRandom random;

  Clients(Stage stage, Subscribers subscribers, Oracle oracle, SplittableRandom random) {
    this.stage = stage;
    this.subscribers = subscribers;
    this.oracle = oracle;
    this.random = random;
  }

  /** Subscribes so many times at once, and waits until all are active. */
  void subscribe(int count) throws SQLException {
    try (Connection connection = stage.connect()) {
      activate(subscribers.subscribe(connection, subscribers.wishes(count)));
    }
  }

  /** New subscriptions, made out of order, become active whatever happens meanwhile. */
  void subscribeDuring(Fault fault) throws Exception {
    List<Wish> wishes = subscribers.wishes(2 + random.nextInt(20));
    if (fault.isOfDatabase()) {
      Map<Long, Wish> subscribed =
          subscribers.subscribeOutOfOrder(stage.postgres()::superuser, wishes);
      fault.begin(stage);
      activate(subscribed);
    } else {
      fault.begin(stage);
      activate(subscribers.subscribeOutOfOrder(stage.postgres()::superuser, wishes));
    }
  }

  /** Those whose time passes before they are active never are. */
  private void activate(Map<Long, Wish> subscribed) {
    Set<Long> missing = new HashSet<>(subscribed.keySet());
    stage.until(
        "activation of " + subscribed.size() + " subscriptions",
        () -> {
          Set<Long> ended = stage.tables().ended();
          Set<Long> activated = stage.tables().activated();
          subscribed.forEach(
              (id, wish) -> {
                if (activated.contains(id) && missing.remove(id)) {
                  oracle.active(id, wish);
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
    stage.until(
        "the end of subscriptions",
        () -> {
          try (Connection connection = stage.postgres().superuser()) {
            subscribers.end(connection, leaving);
            return true;
          }
        });
    leaving.forEach(oracle::ended);
  }
}

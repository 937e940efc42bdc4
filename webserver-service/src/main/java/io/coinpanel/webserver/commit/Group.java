package io.coinpanel.webserver.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The orders of one kind in a transaction, and their answers once it has executed. */
final class Group<A, R> {

  private final Step<A, R> step;
  private final List<Order<A, R>> orders = new ArrayList<>();
  private List<R> answers = List.of();

  private Group(Step<A, R> step) {
    this.step = step;
  }

  /** The orders by their kind, each kind where its first order stands. */
  static List<Group<?, ?>> of(List<Order<?, ?>> orders) {
    List<Group<?, ?>> groups = new ArrayList<>();
    orders.forEach(order -> add(groups, order));
    return groups;
  }

  // A group's type is that of its step, and orders of the same step have the same type.
  @SuppressWarnings("unchecked")
  private static <A, R> void add(List<Group<?, ?>> groups, Order<A, R> order) {
    for (Group<?, ?> group : groups) {
      if (group.step.equals(order.step())) {
        ((Group<A, R>) group).orders.add(order);
        return;
      }
    }
    Group<A, R> group = new Group<>(order.step());
    group.orders.add(order);
    groups.add(group);
  }

  boolean changesSubscriptions() {
    return step.changesSubscriptions();
  }

  void execute(Connection database) throws SQLException {
    answers = step.execute(database, orders.stream().map(Order::asked).toList());
    if (answers.size() != orders.size()) {
      throw new IllegalStateException(
          step + " gave " + answers.size() + " answers to " + orders.size() + " orders");
    }
  }

  void resolve(Connection database) throws SQLException {
    step.resolve(database, answers);
  }

  void complete() {
    for (int i = 0; i < orders.size(); i++) {
      orders.get(i).answer().complete(answers.get(i));
    }
  }
}

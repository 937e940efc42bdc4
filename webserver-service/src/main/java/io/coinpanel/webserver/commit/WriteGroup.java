package io.coinpanel.webserver.commit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Pending writes of one operation in a transaction, and their results. */
final class WriteGroup<A, R> {

  private final WriteOperation<A, R> operation;
  private final List<PendingWrite<A, R>> writes = new ArrayList<>();
  private List<R> results = List.of();

  private WriteGroup(WriteOperation<A, R> operation) {
    this.operation = operation;
  }

  /** Groups pending writes by operation, in order of first appearance. */
  static List<WriteGroup<?, ?>> of(List<PendingWrite<?, ?>> writes) {
    List<WriteGroup<?, ?>> groups = new ArrayList<>();
    writes.forEach(write -> add(groups, write));
    return groups;
  }

  // Safe: writes of the same operation have the same types.
  @SuppressWarnings("unchecked")
  private static <A, R> void add(List<WriteGroup<?, ?>> groups, PendingWrite<A, R> write) {
    for (WriteGroup<?, ?> group : groups) {
      if (group.operation.equals(write.operation())) {
        ((WriteGroup<A, R>) group).writes.add(write);
        return;
      }
    }
    WriteGroup<A, R> group = new WriteGroup<>(write.operation());
    group.writes.add(write);
    groups.add(group);
  }

  boolean changesSubscriptions() {
    return operation.changesSubscriptions();
  }

  void execute(Connection database) throws SQLException {
    results = operation.execute(database, writes.stream().map(PendingWrite::request).toList());
    if (results.size() != writes.size()) {
      throw new IllegalStateException(
          operation + " returned " + results.size() + " results for " + writes.size() + " writes");
    }
  }

  void resolve(Connection database) throws SQLException {
    operation.resolve(database, results);
  }

  void complete() {
    for (int i = 0; i < writes.size(); i++) {
      writes.get(i).result().complete(results.get(i));
    }
  }
}

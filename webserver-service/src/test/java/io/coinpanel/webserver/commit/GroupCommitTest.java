package io.coinpanel.webserver.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private TestDatabase database;
  private GroupCommit commits;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    commits = new GroupCommit(database.dataSource(), new SimpleMeterRegistry());
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private record Doubling() implements WriteOperation<Integer, Integer> {
    @Override
    public List<Integer> execute(Connection database, List<Integer> asked) throws SQLException {
      if (asked.contains(0)) {
        throw new IllegalStateException("a bug");
      }
      if (asked.contains(-1)) {
        throw new SQLException("no such column", "42703");
      }
      return asked.stream().map(number -> 2 * number).toList();
    }

    @Override
    public boolean changesSubscriptions() {
      return false;
    }
  }

  /** Fails so many times. */
  private static final class Refused implements WriteOperation<Integer, Integer> {
    private final SQLException refusal;
    private int refusals;

    Refused(int refusals, SQLException refusal) {
      this.refusals = refusals;
      this.refusal = refusal;
    }

    @Override
    public List<Integer> execute(Connection database, List<Integer> asked) throws SQLException {
      if (refusals > 0) {
        refusals--;
        throw refusal;
      }
      return asked;
    }

    @Override
    public boolean changesSubscriptions() {
      return false;
    }
  }

  /** Returns the id of its transaction. */
  private record Alone() implements WriteOperation<Integer, Long> {
    @Override
    public List<Long> execute(Connection database, List<Integer> asked) throws SQLException {
      try (var statement = database.createStatement();
          var row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
        row.next();
        return Collections.nCopies(asked.size(), row.getLong(1));
      }
    }

    @Override
    public boolean changesSubscriptions() {
      return false;
    }

    @Override
    public boolean needsOwnTransaction() {
      return true;
    }
  }

  private record Shared(Alone same) implements WriteOperation<Integer, Long> {
    @Override
    public List<Long> execute(Connection database, List<Integer> asked) throws SQLException {
      return same.execute(database, asked);
    }

    @Override
    public boolean changesSubscriptions() {
      return false;
    }
  }

  @Test
  void anOperationThatNeedsItsOwnTransactionGetsIt() throws SQLException, InterruptedException {
    Alone alone = new Alone();
    Shared shared = new Shared(alone);
    CompletableFuture<Long> first = commits.submit(shared, 1);
    CompletableFuture<Long> own = commits.submit(alone, 2);
    CompletableFuture<Long> last = commits.submit(shared, 3);
    CompletableFuture<Long> ownToo = commits.submit(alone, 4);
    commits.doWork();
    assertThat(first.join()).isEqualTo(last.join());
    assertThat(own.join()).isEqualTo(ownToo.join()).isNotEqualTo(first.join());
  }

  private static SQLException locked() {
    return new SQLException("canceling statement due to lock timeout", "55P03");
  }

  @Test
  void aPatientOneTriesAgainWhereRowsAreLockedOrNoConnectionIsFree()
      throws InterruptedException, SQLException {
    GroupCommit patient = GroupCommit.patient(database.dataSource(), new SimpleMeterRegistry());
    SQLException exhausted = new SQLTransientConnectionException("no connection is available");
    CompletableFuture<Integer> locked = patient.submit(new Refused(2, locked()), 1);
    CompletableFuture<Integer> waiting = patient.submit(new Refused(1, exhausted), 2);
    patient.doWork();
    assertThat(locked).isCompletedWithValue(1);
    assertThat(waiting).isCompletedWithValue(2);
  }

  @Test
  void clientsAreAnsweredWhereRowsAreLocked() throws InterruptedException, SQLException {
    CompletableFuture<Integer> refused = commits.submit(new Refused(1, locked()), 1);
    commits.doWork();
    assertThat(refused).isCompletedExceptionally();
  }

  @Test
  void failureOfOneChangeDoesNotAffectOthers() throws InterruptedException, SQLException {
    Doubling step = new Doubling();
    CompletableFuture<Integer> first = commits.submit(step, 1);
    CompletableFuture<Integer> bug = commits.submit(step, 0);
    CompletableFuture<Integer> wrong = commits.submit(step, -1);
    CompletableFuture<Integer> last = commits.submit(step, 2);
    commits.doWork();
    assertThat(first).isCompletedWithValue(2);
    assertThat(last).isCompletedWithValue(4);
    assertThat(bug).isCompletedExceptionally();
    assertThat(wrong).isCompletedExceptionally();
  }
}

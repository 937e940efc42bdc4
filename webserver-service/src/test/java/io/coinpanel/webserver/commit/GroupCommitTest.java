package io.coinpanel.webserver.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
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

  /** Changes rows that are locked for longer than is waited for. */
  private static final class Locked implements WriteOperation<Integer, Integer> {
    private int refusals;

    Locked(int refusals) {
      this.refusals = refusals;
    }

    @Override
    public List<Integer> execute(Connection database, List<Integer> asked) throws SQLException {
      if (refusals > 0) {
        refusals--;
        throw new SQLException("canceling statement due to lock timeout", "55P03");
      }
      return asked;
    }

    @Override
    public boolean changesSubscriptions() {
      return false;
    }
  }

  @Test
  void aPatientOneTriesAgainWhereRowsAreLocked() throws InterruptedException, SQLException {
    GroupCommit patient = GroupCommit.patient(database.dataSource(), new SimpleMeterRegistry());
    CompletableFuture<Integer> stored = patient.submit(new Locked(2), 1);
    patient.doWork();
    assertThat(stored).isCompletedWithValue(1);
  }

  @Test
  void clientsAreAnsweredWhereRowsAreLocked() throws InterruptedException, SQLException {
    CompletableFuture<Integer> refused = commits.submit(new Locked(1), 1);
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

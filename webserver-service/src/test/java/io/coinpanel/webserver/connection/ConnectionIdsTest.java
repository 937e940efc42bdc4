package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.commit.GroupCommit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionIdsTest {

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TestDatabase database;
  private ConnectionIds ids;
  private Thread committing;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    GroupCommit commits = new GroupCommit(database.dataSource(), metrics);
    ids = new ConnectionIds(commits);
    committing = Thread.ofVirtual().start(() -> commit(commits));
  }

  private static void commit(GroupCommit commits) {
    try {
      while (true) {
        commits.doWork();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void drop() throws InterruptedException {
    committing.interrupt();
    committing.join();
    database.close();
  }

  @Test
  void allocatesThousandsInFewTransactions() {
    List<Long> given = Stream.generate(ids::next).limit(5_000).toList();
    assertThat(given).doesNotHaveDuplicates();
    assertThat(metrics.get("coinpanel.webserver.commit.batch").summary().count()).isEqualTo(5);
  }

  @Test
  void allocatesDistinctIdsToConcurrentCallers() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      List<List<Long>> answers = ids.execute(connection, Collections.nCopies(3, ids));
      List<Long> all = answers.stream().flatMap(List::stream).toList();
      Set<Long> different = new HashSet<>(all);
      assertThat(different).hasSameSizeAs(all).hasSizeGreaterThan(1_000);
      assertThat(answers).hasSize(3).noneMatch(List::isEmpty);
    }
  }
}

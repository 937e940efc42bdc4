package io.coinpanel.ingestion.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterTasksTest {

  private static final String END_HOLDERS =
      """
      select pg_terminate_backend(pid)
      from pg_locks
      where locktype = 'advisory'
        and granted
        and database = (select oid from pg_database where datname = current_database())
      """;

  private final TestDatabase database = TestDatabase.migrated();
  private final List<Thread> leaders = new ArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Thread leader : leaders) {
      leader.interrupt();
      leader.join();
    }
    database.close();
  }

  private Thread start(String leader) {
    Runnable task =
        () -> {
          events.add(leader + " runs");
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException end) {
            events.add(leader + " stops");
            Thread.currentThread().interrupt();
          }
        };
    ClusterTasks tasks =
        new ClusterTasks(
            database.dataSource(),
            Duration.ofMillis(500),
            InstantSource.system(),
            Map.of("task", task));
    Thread thread = Thread.ofPlatform().start(tasks);
    leaders.add(thread);
    return thread;
  }

  private void awaitEvents(String... expected) {
    Eventually.passes(() -> assertThat(events).containsExactly(expected));
  }

  @Test
  void aSecondLeaderRunsThemOnlyOnceTheFirstHasEnded() throws InterruptedException {
    Thread first = start("first");
    awaitEvents("first runs");
    start("second");
    first.interrupt();
    first.join();
    awaitEvents("first runs", "first stops", "second runs");
  }

  @Test
  void aLostLockStopsThemUntilItIsAcquiredAgain() throws SQLException {
    start("only");
    awaitEvents("only runs");
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(END_HOLDERS);
    }
    awaitEvents("only runs", "only stops", "only runs");
  }
}

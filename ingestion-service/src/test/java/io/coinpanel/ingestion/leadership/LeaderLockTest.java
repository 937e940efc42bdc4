package io.coinpanel.ingestion.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.model.Shard;
import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class LeaderLockTest {

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private LeaderLock lock() {
    return new LeaderLock(
        Shard.ONLY,
        database.dataSource(),
        UUID.randomUUID(),
        Duration.ofMillis(500),
        InstantSource.system());
  }

  private static LeaderSession awaited(LeaderLock lock) {
    return Eventually.present(lock::tryAcquire);
  }

  @Test
  void onlyOneHasTheLock() throws SQLException {
    LeaderLock other = lock();
    LeaderSession first = awaited(lock());
    assertThat(other.tryAcquire()).isEmpty();
    first.close();
    awaited(other).close();
  }

  @Test
  void aSilentLeaderLosesTheLock() throws SQLException {
    try (LeaderSession silent = awaited(lock());
        LeaderSession next = awaited(lock())) {
      assertThat(next.connection().isValid(1)).isTrue();
      assertThat(silent.connection().isValid(1)).isFalse();
    }
  }

  @Test
  void aLeaderFrozenWhileItCopiesLosesTheLock() throws SQLException {
    try (LeaderSession frozen = awaited(lock())) {
      CopyIn copy =
          frozen
              .connection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy symbol (name) from stdin");
      copy.writeToCopy(new byte[] {'b', 't'}, 0, 2);
      copy.flushCopy();
      awaited(lock()).close();
    }
  }
}

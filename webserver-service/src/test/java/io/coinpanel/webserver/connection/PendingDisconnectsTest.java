package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingDisconnectsTest {

  private final UUID webserver = UUID.randomUUID();
  private TestDatabase database;
  private PendingDisconnects pendingDisconnects;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    pendingDisconnects = new PendingDisconnects(webserver, InstantSource.fixed(Instant.EPOCH));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private int stored() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return pendingDisconnects.execute(connection, List.of(pendingDisconnects)).getFirst().size();
    }
  }

  @Test
  void doesNotStoreADisconnectDuringAResume() throws SQLException {
    pendingDisconnects.beginResume(7);
    pendingDisconnects.add(7, 0);
    assertThat(stored()).isZero();
    pendingDisconnects.remove(7);
    pendingDisconnects.endResume(7);
    assertThat(stored()).isZero();
  }

  @Test
  void storesTheDisconnectAfterAFailedResume() throws SQLException {
    pendingDisconnects.beginResume(7);
    pendingDisconnects.beginResume(7);
    pendingDisconnects.add(7, 0);
    pendingDisconnects.endResume(7);
    assertThat(stored()).isZero();
    pendingDisconnects.endResume(7);
    assertThat(stored()).isOne();
  }
}

package io.coinpanel.webserver.session;

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

class DeparturesTest {

  private final UUID webserver = UUID.randomUUID();
  private TestDatabase database;
  private Departures departures;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    departures = new Departures(webserver, InstantSource.fixed(Instant.EPOCH));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private int stored() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return departures.execute(connection, List.of(departures)).getFirst().size();
    }
  }

  @Test
  void storesNobodyAsGoneWhoIsJustBeingResumed() throws SQLException {
    departures.expect(7);
    departures.add(7, 0);
    assertThat(stored()).isZero();
    departures.forget(7);
    departures.settle(7);
    assertThat(stored()).isZero();
  }

  @Test
  void storesWhoIsGoneOnceResumingHasFailed() throws SQLException {
    departures.expect(7);
    departures.expect(7);
    departures.add(7, 0);
    departures.settle(7);
    assertThat(stored()).isZero();
    departures.settle(7);
    assertThat(stored()).isOne();
  }
}

package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.connection.ClaimConnections.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClaimConnectionsTest {

  private static final UUID OWNER = new UUID(0, 1);
  private static final UUID CLAIMANT = new UUID(0, 2);
  private static final UUID BYSTANDER = new UUID(0, 3);

  @Test
  void wakesOnlyTheWebserverThatLosesTheConnection() throws SQLException {
    try (TestDatabase database = TestDatabase.migrated();
        Connection listening = database.dataSource().getConnection();
        Connection claiming = database.dataSource().getConnection()) {
      JdbcClient rows = JdbcClient.create(database.dataSource());
      rows.sql("insert into webserver select unnest(?::uuid[]), now(), now()")
          .param(new UUID[] {OWNER, CLAIMANT})
          .update();
      rows.sql(
              "insert into connection (id, token_hash, created_at, confirmed_id, webserver_id)"
                  + " values (1, sha256('x'::bytea), now(), 0, ?)")
          .param(OWNER)
          .update();
      try (var statement = listening.createStatement()) {
        statement.execute("listen " + NotifyChannel.CONNECTION);
      }
      assertThat(
              new ClaimConnections(CLAIMANT)
                  .execute(claiming, List.of(new Claim(1, null)))
                  .getFirst())
          .isPresent();
      String payload =
          listening.unwrap(PGConnection.class).getNotifications(10_000)[0].getParameter();
      assertThat(ClaimConnections.concerns(OWNER, payload)).isTrue();
      assertThat(ClaimConnections.concerns(BYSTANDER, payload)).isFalse();
      assertThat(ClaimConnections.concerns(BYSTANDER, "")).isTrue();
    }
  }

  @Test
  void aWebserverThatWasTakenForDeadClaimsAllTheSame() throws SQLException {
    try (TestDatabase database = TestDatabase.migrated();
        Connection claiming = database.dataSource().getConnection()) {
      JdbcClient rows = JdbcClient.create(database.dataSource());
      rows.sql(
              "insert into connection (id, token_hash, created_at, confirmed_id)"
                  + " select id, sha256(id::text::bytea), now(), 0 from generate_series(1, 2) id")
          .update();
      assertThat(
              new ClaimConnections(CLAIMANT)
                  .execute(claiming, List.of(new Claim(1, null)))
                  .getFirst())
          .isPresent();
      ConnectionRows connections =
          new ConnectionRows(rows, rows, Duration.ofHours(1), InstantSource.system());
      connections.adopt(List.of(2L), BYSTANDER);
      assertThat(connections.owners(List.of(1L, 2L)))
          .containsOnly(Map.entry(1L, CLAIMANT), Map.entry(2L, BYSTANDER));
    }
  }
}

package io.coinpanel.webserver.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.connection.ClaimConnections.Claim;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

  /** Its row is gone until its next heartbeat: nothing is wrong with the claim. */
  @Test
  void aWebserverThatWasTakenForDeadTriesAgainLater() throws SQLException {
    try (TestDatabase database = TestDatabase.migrated();
        Connection claiming = database.dataSource().getConnection()) {
      JdbcClient rows = JdbcClient.create(database.dataSource());
      rows.sql(
              "insert into connection (id, token_hash, created_at, confirmed_id)"
                  + " values (1, sha256('x'::bytea), now(), 0)")
          .update();
      ClaimConnections claims = new ClaimConnections(CLAIMANT);
      assertThatThrownBy(() -> claims.execute(claiming, List.of(new Claim(1, null))))
          .matches(OutageClassifier::isOutage);
      new WebserverHeartbeat(new InstanceId(CLAIMANT), rows).heartbeat();
      assertThat(claims.execute(claiming, List.of(new Claim(1, null))).getFirst()).isPresent();
    }
  }
}

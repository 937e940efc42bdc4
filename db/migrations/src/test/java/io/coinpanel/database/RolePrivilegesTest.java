package io.coinpanel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services' roles may do; that it is enough, their own tests show. */
class RolePrivilegesTest {

  private static final String REFUSED = "42501";
  private static final String UNGRANTED =
      "select relname from pg_class c where relnamespace = 'public'::regnamespace"
          + " and relkind in ('r', 'p') and not relispartition"
          + " and not has_table_privilege('coinpanel_ingestion', c.oid, 'select')"
          + " and not has_table_privilege('coinpanel_webserver', c.oid, 'select')";

  private final TestDatabase database = TestDatabase.migrated();

  @AfterEach
  void drop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from subscription",
        "insert into subscription (owner_id) values (1)",
        "update subscription set threshold = 1",
        "delete from connection",
        "update connection set token_hash = ''",
        "delete from symbol",
        "insert into webserver values (gen_random_uuid(), now(), now())",
        "delete from leadership",
        "drop table subscription",
        "alter table connection add column more int",
        "delete from flyway_schema_history",
        "create role somebody",
        "set role coinpanel_owner"
      })
  void ingestionIsDenied(String statement) {
    assertDenied(TestRole.INGESTION, statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from notification",
        "insert into notification select * from notification",
        "drop table notification",
        "update owner set dropped_id = 1",
        "update symbol set trading = false",
        "insert into last_trade select * from last_trade",
        "insert into activation select * from activation",
        "update leadership set batch = 1",
        "select * from leadership",
        "create table more (id int)",
        "delete from flyway_schema_history",
        "set role coinpanel_ingestion"
      })
  void webserverIsDenied(String statement) {
    assertDenied(TestRole.WEBSERVER, statement);
  }

  private void assertDenied(TestRole role, String statement) {
    assertThatThrownBy(() -> run(role, statement))
        .isInstanceOfSatisfying(
            SQLException.class, refused -> assertThat(refused.getSQLState()).isEqualTo(REFUSED));
  }

  @Test
  void ingestionMaintainsNotificationPartitions() throws SQLException {
    run(
        TestRole.INGESTION,
        "create table notification_20260101 (like notification including constraints)");
    run(
        TestRole.INGESTION,
        "alter table notification attach partition notification_20260101"
            + " for values from ('2026-01-01 00:00Z') to ('2026-01-02 00:00Z')");
    run(TestRole.WEBSERVER, "select * from notification");
    run(TestRole.INGESTION, "alter table notification detach partition notification_default");
    run(TestRole.INGESTION, "drop table notification_20260101");
  }

  @Test
  void ownerMigratesTablesMaintainedByIngestion() throws SQLException {
    try (TestDatabase empty = TestDatabase.empty()) {
      try (Connection connection = empty.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("alter schema public owner to coinpanel_owner");
      }
      Schema.migrate(empty.dataSource(TestRole.OWNER));
      Schema.migrate(empty.dataSource(TestRole.OWNER));
      try (Connection connection = empty.dataSource(TestRole.OWNER).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("alter table notification add column more int");
      }
    }
  }

  @Test
  void bothServicesCanEndCountedSubscriptions() throws SQLException {
    run(TestRole.INGESTION, "update subscription set ended_at = now(), ended_as = 'finished'");
    run(TestRole.WEBSERVER, "update subscription set ended_at = now(), ended_as = 'unsubscribed'");
    run(TestRole.WEBSERVER, "delete from subscription");
  }

  @Test
  void webserverLocksTheOwnerEventsThatItDeletes() throws SQLException {
    run(
        TestRole.WEBSERVER,
        "delete from owner_event where id in (select id from owner_event for update skip locked)");
  }

  @Test
  void everyTableIsWritableByOneRole() throws SQLException {
    List<String> ungranted = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(UNGRANTED)) {
      while (rows.next()) {
        ungranted.add(rows.getString(1));
      }
    }
    assertThat(ungranted).isEmpty();
  }

  private void run(TestRole role, String statement) throws SQLException {
    try (Connection connection = database.dataSource(role).getConnection();
        Statement command = connection.createStatement()) {
      command.execute(statement);
    }
  }
}

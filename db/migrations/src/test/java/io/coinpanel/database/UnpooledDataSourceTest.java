package io.coinpanel.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpooledDataSourceTest {

  private final TestDatabase database = TestDatabase.empty();

  @AfterEach
  void drop() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "?user=coinpanel_owner&password=coinpanel_owner, , , coinpanel_owner",
    "'', coinpanel_webserver, coinpanel_webserver, coinpanel_webserver",
    "?user=coinpanel_owner&password=coinpanel_owner, coinpanel_webserver, wrong, coinpanel_owner",
    "?user=coinpanel_owner, , coinpanel_owner, coinpanel_owner"
  })
  void usesTheUserOfThePool(
      String parameters, @Nullable String user, @Nullable String password, String expected)
      throws SQLException {
    try (HikariDataSource pool = pool(parameters, user, password)) {
      assertThat(ask(pool, "select current_user")).isEqualTo(expected);
      assertThat(ask(UnpooledDataSource.of(pool), "select current_user")).isEqualTo(expected);
    }
  }

  @Test
  void failsLikeThePoolWithoutUser() throws SQLException {
    try (HikariDataSource pool = pool("", null, null)) {
      assertThat(failure(UnpooledDataSource.of(pool))).isEqualTo(failure(pool)).isNotBlank();
    }
  }

  private static String failure(DataSource source) {
    try {
      ask(source, "select current_user");
      return "";
    } catch (SQLException refused) {
      Throwable cause = refused.getCause() instanceof SQLException inner ? inner : refused;
      return String.valueOf(((SQLException) cause).getSQLState());
    }
  }

  @Test
  void usesAllUrlParametersAndPoolProperties() throws SQLException {
    String url = "?options=-c%20statement_timeout=4321&sslmode=disable&targetServerType=primary";
    try (HikariDataSource pool = pool(url, database.username(), database.password())) {
      pool.addDataSourceProperty("ApplicationName", "of-the-pool");
      DataSource direct = UnpooledDataSource.of(pool);
      for (DataSource one : new DataSource[] {pool, direct}) {
        assertThat(ask(one, "show statement_timeout")).isEqualTo("4321ms");
        assertThat(ask(one, "show application_name")).isEqualTo("of-the-pool");
      }
    }
  }

  @Test
  void connectsToTheFirstReachableHost() throws SQLException {
    try (HikariDataSource pool = pool("", database.username(), database.password())) {
      pool.setJdbcUrl(database.jdbcUrl().replace("://", "://127.0.0.1:1,"));
      assertThat(ask(pool, "select 1")).isEqualTo("1");
      assertThat(ask(UnpooledDataSource.of(pool), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void opensANewConnectionEachTime() throws SQLException {
    try (HikariDataSource pool = pool("", database.username(), database.password())) {
      DataSource direct = UnpooledDataSource.of(pool);
      assertThat(ask(direct, "select pg_backend_pid()"))
          .isNotEqualTo(ask(direct, "select pg_backend_pid()"));
    }
  }

  private HikariDataSource pool(
      String parameters, @Nullable String user, @Nullable String password) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl() + parameters);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(2);
    pool.setConnectionTimeout(2_000);
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  private static String ask(DataSource source, String question) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }
}

package io.coinpanel.webserver.session;

import io.coinpanel.webserver.database.Instance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This process as a row: as long as it is seen, its connections are connected. */
final class Webserver {

  private final Instance instance;
  private final JdbcClient database;

  Webserver(Instance instance, JdbcClient database) {
    this.instance = instance;
    this.database = database;
  }

  /**
   * Is seen, by the database's clock. Also brings the row back if this process was taken for dead.
   */
  void beat() {
    database
        .sql(
            "insert into webserver (id, started_at, seen_at) values (?, now(), now())"
                + " on conflict (id) do update set seen_at = excluded.seen_at")
        .param(instance.id())
        .update();
  }
}

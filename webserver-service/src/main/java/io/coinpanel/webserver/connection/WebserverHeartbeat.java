package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.database.InstanceId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Heartbeat of this process in the webserver table: its connections are connected as long as it
 * continues.
 */
final class WebserverHeartbeat {

  private final InstanceId instanceId;
  private final JdbcClient database;

  WebserverHeartbeat(InstanceId instanceId, JdbcClient database) {
    this.instanceId = instanceId;
    this.database = database;
  }

  /** Updates the heartbeat by the database's clock; recreates the row if it was deleted. */
  void heartbeat() {
    database
        .sql(
            """
            insert into webserver (id, started_at, seen_at)
            values (?, now(), now())
            on conflict (id) do update set seen_at = excluded.seen_at
            """)
        .param(instanceId.id())
        .update();
  }
}

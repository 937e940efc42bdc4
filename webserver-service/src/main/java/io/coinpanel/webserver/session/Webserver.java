package io.coinpanel.webserver.session;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This process as a row: as long as it is seen, its connections are connected. */
public final class Webserver {

  private final UUID id = UUID.randomUUID();
  private final JdbcClient database;
  private final InstantSource clock;
  private final Instant startedAt;

  Webserver(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  UUID id() {
    return id;
  }

  /** Is seen. Also brings the row back if this process was taken for dead. */
  void beat() {
    database
        .sql(
            "insert into webserver (id, started_at, seen_at) values (?, ?, ?)"
                + " on conflict (id) do update set seen_at = excluded.seen_at")
        .params(id, startedAt.atOffset(ZoneOffset.UTC), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}

package io.coinpanel.webserver.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes events that every webserver has read long ago. Any number of webservers may do it. */
final class OwnerEventCleaner {

  private static final int BATCH = 1_000;
  private static final Duration KEPT = Duration.ofHours(1);
  private static final String DELETE =
      """
      delete from owner_event
      where id in (
        select id from owner_event
        where changed_at < ?
        order by changed_at
        limit ?
        for update skip locked
      )
      """;

  private final JdbcClient database;
  private final InstantSource clock;

  OwnerEventCleaner(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void doWork() {
    int deleted = BATCH;
    while (deleted == BATCH) {
      deleted =
          database
              .sql(DELETE)
              .params(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC), BATCH)
              .update();
    }
  }
}

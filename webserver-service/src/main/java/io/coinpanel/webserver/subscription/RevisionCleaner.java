package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.database.ClusterSingleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes the terms of earlier revisions once no stored notification refers to them; one webserver
 * at a time does it. Each call starts where the last one stopped, and restarts from the beginning
 * at the end.
 */
final class RevisionCleaner {

  private static final int BATCH = 500;
  private static final int BATCHES = 20;

  /** A trade that an earlier revision fired on may still be on its way. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final Row START = new Row(Instant.EPOCH.atOffset(ZoneOffset.UTC), 0, 0);
  private static final String NEXT =
      """
      select replaced_at, subscription_id, revision
      from subscription_revision
      where (replaced_at, subscription_id, revision) > (?, ?, ?) and replaced_at < ?
      order by replaced_at, subscription_id, revision
      limit ?
      """;
  private static final String DELETE =
      """
      delete from subscription_revision old
      using unnest(?::bigint[], ?::integer[]) as unused (subscription_id, revision)
      where old.subscription_id = unused.subscription_id
        and old.revision = unused.revision
        and not exists (
          select from notification
          where notification.subscription_id = old.subscription_id
            and notification.revision = old.revision
        )
      """;

  private final JdbcClient database;
  private final ClusterSingleton work;
  private final InstantSource clock;
  private Row last = START;
  private int batches;

  private record Row(OffsetDateTime replacedAt, long subscription, int revision) {}

  RevisionCleaner(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
    this.database = database;
    this.work = new ClusterSingleton(database, transactions, ClusterLock.REVISIONS);
    this.clock = clock;
  }

  void doWork() {
    batches = 0;
    work.runAll(this::clean);
  }

  /** Returns whether to continue. */
  private boolean clean() {
    List<Row> rows =
        database
            .sql(NEXT)
            .params(
                last.replacedAt(),
                last.subscription(),
                last.revision(),
                clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC),
                BATCH)
            .query(
                (row, number) ->
                    new Row(row.getObject(1, OffsetDateTime.class), row.getLong(2), row.getInt(3)))
            .list();
    if (!rows.isEmpty()) {
      database
          .sql(DELETE)
          .params(
              rows.stream().map(Row::subscription).toArray(Long[]::new),
              rows.stream().map(Row::revision).toArray(Integer[]::new))
          .update();
    }
    boolean more = rows.size() == BATCH;
    last = more ? rows.getLast() : START;
    return more && ++batches < BATCHES;
  }
}

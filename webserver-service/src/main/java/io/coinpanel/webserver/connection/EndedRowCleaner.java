package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.database.ClusterSingleton;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deletes ended rows; runs on one webserver at a time. A subscription stays while a stored
 * notification refers to it, as its terms belong to that, and while its client may be shown it: the
 * newest finished ones of an owner. The others go an hour after they finished; what was
 * unsubscribed, and what belongs to a connection that has ended, goes after the time that ended
 * rows are kept. A connection goes after its subscriptions, and activations and counts go with
 * theirs.
 */
final class EndedRowCleaner {

  private static final Logger LOG = LoggerFactory.getLogger(EndedRowCleaner.class);
  private static final int BATCH = 500;
  private static final Duration FINISHED_KEPT = Duration.ofHours(1);

  private static final String UNUSED_SUBSCRIPTIONS =
      """
      delete from subscription s
      where s.id = any (:ids)
        and (s.ended_at < :before and (
            s.ended_as = 'unsubscribed'
            or exists (
              select from connection c where c.id = s.owner_id and c.ended_at < :before))
          or s.ended_as = 'finished' and (
            select count(*) from (
              select from subscription newer
              where newer.owner_id = s.owner_id and newer.ended_as = 'finished'
                and newer.id > s.id
              limit :shown
            ) shown) = :shown)
        and not exists (select from notification where subscription_id = s.id)
      """;
  private static final String UNUSED_CONNECTIONS =
      """
      delete from connection c where id = any (:ids)
        and not exists (select from subscription where owner_id = c.id)
      """;

  private final JdbcClient database;
  private final ClusterSingleton work;
  private final Duration kept;
  private final InstantSource clock;
  private final EndedRowScan subscriptions;
  private final EndedRowScan connections;

  EndedRowCleaner(
      JdbcClient database, TransactionOperations transactions, Duration kept, InstantSource clock) {
    this.database = database;
    this.work = new ClusterSingleton(database, transactions, ClusterLock.ENDED_ROWS);
    this.kept = kept;
    this.clock = clock;
    this.subscriptions = new EndedRowScan(database, "subscription", BATCH);
    this.connections = new EndedRowScan(database, "connection", BATCH);
  }

  /** Deletes all eligible rows in bounded transactions. */
  void doWork() {
    subscriptions.begin();
    work.runAll(() -> subscriptions.next(before(shorter()), this::deleteSubscriptions));
    connections.begin();
    work.runAll(() -> connections.next(before(kept), this::deleteConnections));
  }

  private Duration shorter() {
    return kept.compareTo(FINISHED_KEPT) < 0 ? kept : FINISHED_KEPT;
  }

  private OffsetDateTime before(Duration age) {
    return clock.instant().minus(age).atOffset(ZoneOffset.UTC);
  }

  private int deleteSubscriptions(Long[] ids) {
    int deleted =
        database
            .sql(UNUSED_SUBSCRIPTIONS)
            .param("ids", ids)
            .param("before", before(kept))
            .param("shown", SubscriptionPage.FINISHED)
            .update();
    LOG.debug("Deleted {} of {} ended subscriptions", deleted, ids.length);
    return deleted;
  }

  private int deleteConnections(Long[] ids) {
    int deleted = database.sql(UNUSED_CONNECTIONS).param("ids", ids).update();
    LOG.debug("Deleted {} of {} ended connections", deleted, ids.length);
    return deleted;
  }
}

package io.coinpanel.webserver.session;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes rows that ended long ago, for all webservers; one of them does it at a time. Unsubscribed
 * subscriptions go by themselves, finished ones with their connection, as they stay in its list,
 * and activations with their subscription.
 */
final class Cleaner {

  private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);
  private static final long LOCK = 0x636f696e_00000002L;
  private static final int BATCH = 500;

  private static final String UNSUBSCRIBED =
      "delete from subscription where id in (select id from subscription"
          + " where ended_as = 'unsubscribed' and ended_at < ? order by ended_at limit ?)";
  private static final String ENDED =
      "(select id from connection where ended_at < ? order by ended_at limit ?)";
  private static final String SUBSCRIPTIONS =
      "delete from subscription where id in (select s.id from "
          + ENDED
          + " as ended join subscription s on s.connection_id = ended.id limit ?)";
  private static final String CONNECTIONS =
      "delete from connection where id in (select id from "
          + ENDED
          + " as ended where not exists (select from subscription where connection_id = ended.id))";

  private final JdbcClient database;
  private final SoleWork work;
  private final Duration kept;
  private final InstantSource clock;

  Cleaner(
      JdbcClient database, TransactionOperations transactions, Duration kept, InstantSource clock) {
    this.database = database;
    this.work = new SoleWork(database, transactions, LOCK);
    this.kept = kept;
    this.clock = clock;
  }

  /** Removes all there is to remove, one bounded transaction after the other. */
  void doWork() {
    work.doAll(this::clean);
  }

  /** Returns whether there may be more. */
  private boolean clean() {
    OffsetDateTime before = clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
    int unsubscribed = database.sql(UNSUBSCRIBED).params(before, BATCH).update();
    int subscriptions = database.sql(SUBSCRIPTIONS).params(before, BATCH, BATCH).update();
    int connections = database.sql(CONNECTIONS).params(before, BATCH).update();
    if (unsubscribed + subscriptions + connections > 0) {
      LOG.debug(
          "removed {} connections and {} subscriptions that ended more than {} ago",
          connections,
          unsubscribed + subscriptions,
          kept);
    }
    return unsubscribed == BATCH || subscriptions == BATCH || connections == BATCH;
  }
}

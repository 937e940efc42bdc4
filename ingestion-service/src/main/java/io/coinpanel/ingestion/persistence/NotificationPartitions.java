package io.coinpanel.ingestion.persistence;

import io.coinpanel.model.OutageLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps a partition of {@code notification} for each day from yesterday to a week ahead, and drops
 * those older than the retention. Locks not available immediately are retried later, since waiting
 * would block all readers and writers behind it for as long as a dump takes; hence the week ahead.
 * Trades of other days, as in a replay, are in the default partition, and leave it when they were
 * written longer ago than that. The same transaction records each connection's last dropped
 * notification.
 */
public final class NotificationPartitions implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationPartitions.class);
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);
  private static final String PREFIX = "notification_";
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final int DAYS_AHEAD = 7;
  private static final int CHUNK = 10_000;

  private static final String WITH_LOCK_TIMEOUT = "set local lock_timeout = '100ms'";
  private static final String DAYS =
      """
      select right(relid::regclass::text, 8)
      from pg_partition_tree('notification')
      where relid::regclass::text ~ '^notification_[0-9]{8}$'
      """;
  // Unsubscribed ones are never delivered, so nobody misses them.
  private static final String STORE_DROPPED =
      """
      update owner
      set dropped_id = greatest(dropped_id, lost.last_id)
      from (
        select dropped.owner_id, max(dropped.id) as last_id
        from
          %s as dropped
          join subscription on subscription.id = dropped.subscription_id
            and subscription.ended_as is distinct from 'unsubscribed'
        group by dropped.owner_id
      ) as lost
      where owner.id = lost.owner_id
      """;
  private static final String DELETE =
      """
      with
        deleted as (
          delete from notification_default
          where ctid = any (
            array(
              select ctid
              from notification_default
              where created_at < :oldest
              limit :chunk
            )
          )
          returning id, owner_id, subscription_id
        ),
        remembered as (
          %s
        )
      select count(*)
      from deleted
      """
          .formatted(STORE_DROPPED.formatted("deleted"));
  private final OutageLog outage = new OutageLog(LOG, "Maintaining partitions");
  private final JdbcClient database;
  private final TransactionOperations transactions;
  private final Duration retention;
  private final InstantSource clock;

  public NotificationPartitions(
      JdbcClient database,
      TransactionOperations transactions,
      Duration retention,
      InstantSource clock) {
    this.database = database;
    this.transactions = transactions;
    this.retention = retention;
    this.clock = clock;
  }

  /** Maintains the partitions until interrupted. */
  @Override
  public void run() {
    try {
      Duration retry = FIRST_RETRY;
      while (true) {
        boolean complete = maintain();
        Thread.sleep(complete ? INTERVAL : retry);
        retry =
            complete
                ? FIRST_RETRY
                : Duration.ofMillis(Math.min(retry.toMillis() * 2, LAST_RETRY.toMillis()));
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Creates what is missing and removes what is too old, once.
   *
   * @return false if it must be retried
   */
  boolean maintain() {
    try {
      Instant oldest = clock.instant().minus(retention);
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      List<LocalDate> days = days();
      for (int day = -1; day <= DAYS_AHEAD; day++) {
        if (!days.contains(today.plusDays(day))) {
          tryToCreate(today.plusDays(day));
        }
      }
      LocalDate firstKept = LocalDate.ofInstant(oldest, ZoneOffset.UTC);
      days.stream().filter(day -> day.isBefore(firstKept)).forEach(this::drop);
      deleteOlder(oldest);
      outage.recovered();
      return true;
    } catch (DataAccessException failure) {
      outage.failed(failure);
      return false;
    }
  }

  /** A day whose first notifications came before its partition stays in the default one. */
  private void tryToCreate(LocalDate day) {
    try {
      transactions.executeWithoutResult(status -> create(day));
    } catch (DataIntegrityViolationException taken) {
      LOG.warn("Notifications of {} stay in the default partition", day);
    }
  }

  private void create(LocalDate day) {
    Instant from = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant to = from.plus(1, ChronoUnit.DAYS);
    String partition = PREFIX + DAY.format(day);
    database.sql(WITH_LOCK_TIMEOUT).update();
    // A statement that defines a table takes no parameters; all that varies here are dates.
    // Attaching, unlike creating it as a partition, lets others insert and read meanwhile.
    database
        .sql(
            "create table %s (like notification including defaults including constraints)"
                .formatted(partition))
        .update();
    database
        .sql(
            "alter table notification attach partition %s for values from ('%s') to ('%s')"
                .formatted(partition, from, to))
        .update();
  }

  private List<LocalDate> days() {
    return database.sql(DAYS).query((row, number) -> LocalDate.parse(row.getString(1), DAY)).list();
  }

  private void drop(LocalDate day) {
    String partition = PREFIX + DAY.format(day);
    transactions.executeWithoutResult(
        status -> {
          database.sql(WITH_LOCK_TIMEOUT).update();
          database.sql(STORE_DROPPED.formatted(partition)).update();
          database.sql("drop table " + partition).update();
        });
    LOG.info("Dropped notifications of {} (retention {})", day, retention);
  }

  private void deleteOlder(Instant oldest) {
    int deleted = CHUNK;
    while (deleted == CHUNK) {
      deleted =
          database
              .sql(DELETE)
              .param("oldest", oldest.atOffset(ZoneOffset.UTC))
              .param("chunk", CHUNK)
              .query(Integer.class)
              .single();
    }
  }
}

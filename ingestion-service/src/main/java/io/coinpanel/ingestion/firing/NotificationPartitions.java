package io.coinpanel.ingestion.firing;

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
 * Keeps a partition of {@code notification} for each day from yesterday to the day after tomorrow,
 * and drops those older than the retention. Trades of other days, as in a replay, are in the
 * default partition, and leave it when they were written longer ago than that. Each connection's
 * row remembers, from the same transaction on, the last notification that it lost this way.
 */
public final class NotificationPartitions implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationPartitions.class);
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final String PREFIX = "notification_";
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final int DAYS_AHEAD = 2;
  private static final int CHUNK = 10_000;

  private static final String DAYS =
      "select right(relid::regclass::text, 8) from pg_partition_tree('notification')"
          + " where relid::regclass::text ~ '^notification_[0-9]{8}$'";
  // What was unsubscribed is told to nobody, so nobody misses it.
  private static final String REMEMBER =
      "update connection set dropped_id = greatest(dropped_id, lost.last_id) from"
          + " (select d.connection_id, max(d.id) as last_id from %s d"
          + " join subscription s on s.id = d.subscription_id"
          + " and s.ended_as is distinct from 'unsubscribed' group by d.connection_id) as lost"
          + " where connection.id = lost.connection_id";
  private static final String DELETE =
      "with dropped as (delete from notification_default where ctid = any (array(select ctid from"
          + " notification_default where created_at < :oldest limit :chunk))"
          + " returning id, connection_id, subscription_id), remembered as ("
          + REMEMBER.formatted("dropped")
          + ") select count(*) from dropped";

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

  /** Looks after the partitions until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        try {
          keep();
        } catch (DataAccessException failure) {
          LOG.warn("Partitions wait for their next turn ({})", failure.getMessage());
        }
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Creates what is missing and removes what is too old, once. */
  void keep() {
    Instant oldest = clock.instant().minus(retention);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (int day = -1; day <= DAYS_AHEAD; day++) {
      tryToCreate(today.plusDays(day));
    }
    LocalDate firstKept = LocalDate.ofInstant(oldest, ZoneOffset.UTC);
    days().stream().filter(day -> day.isBefore(firstKept)).forEach(this::drop);
    deleteOlder(oldest);
  }

  /** A day whose first notifications came before its partition stays in the default one. */
  private void tryToCreate(LocalDate day) {
    try {
      create(day);
    } catch (DataIntegrityViolationException taken) {
      LOG.warn("The notifications of {} stay in the default partition", day);
    }
  }

  private void create(LocalDate day) {
    Instant from = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant to = from.plus(1, ChronoUnit.DAYS);
    // A statement that defines a table takes no parameters; all that varies here are dates.
    String create =
        "create table if not exists %s%s partition of notification for values from ('%s') to ('%s')"
            .formatted(PREFIX, DAY.format(day), from, to);
    database.sql(create).update();
  }

  private List<LocalDate> days() {
    return database.sql(DAYS).query((row, number) -> LocalDate.parse(row.getString(1), DAY)).list();
  }

  private void drop(LocalDate day) {
    String partition = PREFIX + DAY.format(day);
    transactions.executeWithoutResult(
        status -> {
          database.sql(REMEMBER.formatted(partition)).update();
          database.sql("drop table " + partition).update();
        });
    LOG.info("Dropped the notifications of {}: they are kept for {}", day, retention);
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

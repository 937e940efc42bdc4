package io.coinpanel.ingestion.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Monitors slow database degradation caused by others: long transactions block vacuum, and idle
 * listeners fill the NOTIFY queue.
 */
public final class DatabaseLoad implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLoad.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final String LOAD =
      """
      select
        coalesce(extract(epoch from now() - min(began)), 0)::float8,
        pg_notification_queue_usage()
      from (
        select xact_start as began
        from pg_stat_activity
        where backend_xmin is not null or backend_xid is not null
        union all
        select prepared
        from pg_prepared_xacts
      ) as open
      """;

  private final JdbcClient database;
  private volatile Load load = new Load(0, 0);

  private record Load(double oldestSeconds, double queue) {}

  public DatabaseLoad(JdbcClient database, MeterRegistry registry) {
    this.database = database;
    Gauge.builder("coinpanel.database.oldest.transaction", () -> load.oldestSeconds())
        .baseUnit("seconds")
        .register(registry);
    registry.gauge("coinpanel.database.notify.queue", this, one -> one.load.queue());
  }

  /** Measures until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        measure();
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  void measure() {
    try {
      load =
          database
              .sql(LOAD)
              .query((row, number) -> new Load(row.getDouble(1), row.getDouble(2)))
              .single();
    } catch (DataAccessException failure) {
      LOG.debug("Cannot read the database load", failure);
    }
  }
}

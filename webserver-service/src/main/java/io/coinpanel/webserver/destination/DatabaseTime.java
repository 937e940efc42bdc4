package io.coinpanel.webserver.destination;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time of the database, which all webservers share. With the clock of a host that is wrong,
 * what it leaves behind would be due too late, and what others do would look abandoned.
 */
final class DatabaseTime implements InstantSource {

  private final JdbcClient database;
  private final InstantSource ofHost;
  private final NanoClock monotonic;
  private volatile @Nullable Reading reading;

  private record Reading(Instant time, long nanoTime) {}

  /**
   * A clock.
   *
   * @param ofHost counts until the database has been asked
   */
  DatabaseTime(JdbcClient database, InstantSource ofHost, NanoClock monotonic) {
    this.database = database;
    this.ofHost = ofHost;
    this.monotonic = monotonic;
  }

  /** Asks the database. */
  void read() {
    long before = monotonic.nanoTime();
    Instant time =
        database.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    long after = monotonic.nanoTime();
    reading = new Reading(time, before + (after - before) / 2);
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    return last == null
        ? ofHost.instant()
        : last.time().plusNanos(monotonic.nanoTime() - last.nanoTime());
  }
}

package io.coinpanel.benchmarks.stage;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions written straight into the table, of one client that is not connected. */
public final class Seed {

  private static final String CONNECTION =
      "insert into connection (token_hash, created_at, confirmed_id)"
          + " values (sha256(random()::text::bytea), now(), 0) returning id";
  private static final String FAR =
      "insert into subscription (connection_id, symbol, condition, threshold, repeat, created_at)"
          + " select :connection, (:symbols::text[])[1 + n % :number], 'above',"
          + " 80000000000 + n * 0.00001, 'every', now() from generate_series(1, :count) n";
  private static final String NEAR =
      "insert into subscription (connection_id, symbol, condition, threshold, repeat, created_at)"
          + " select :connection, name, 'above', :threshold, 'every', now()"
          + " from unnest(:symbols::text[]) name";

  // Counting a million rows again and again would hold up the one who writes them, so they are
  // counted only when so many ids have been given out.
  private static final String ARE_ACTIVE =
      "select case when last_value >= :count then (select count(*) from activation) >= :count"
          + " else false end from activation_id_seq";

  private final JdbcClient database;
  private final long connection;

  private Seed(JdbcClient database, long connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Waits until so many symbols are known, as subscriptions refer to them. */
  public static Seed of(Postgres postgres, int symbols) throws InterruptedException {
    var _ = Symbols.await(postgres, symbols);
    JdbcClient database = JdbcClient.create(postgres.dataSource());
    return new Seed(database, database.sql(CONNECTION).query(Long.class).single());
  }

  /** So many that no trade ever comes near, evenly over the symbols. */
  public void far(List<String> symbols, long count) {
    database
        .sql(FAR)
        .param("connection", connection)
        .param("symbols", symbols.toArray(String[]::new))
        .param("number", symbols.size())
        .param("count", count)
        .update();
  }

  /** One on each symbol. */
  public void near(List<String> symbols, long threshold) {
    database
        .sql(NEAR)
        .param("connection", connection)
        .param("symbols", symbols.toArray(String[]::new))
        .param("threshold", threshold)
        .update();
  }

  /** Waits until so many subscriptions were ever activated. */
  public static void awaitActive(Postgres postgres, long count, Duration patience)
      throws InterruptedException {
    JdbcClient database = JdbcClient.create(postgres.dataSource());
    long deadline = System.nanoTime() + patience.toNanos();
    while (!areActive(database, count)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("less than " + count + " are active");
      }
      Thread.sleep(50);
    }
  }

  private static boolean areActive(JdbcClient database, long count) {
    return database.sql(ARE_ACTIVE).param("count", count).query(Boolean.class).single();
  }
}

package io.coinpanel.benchmarks.environment;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Seeds subscriptions of a disconnected client directly into the table. */
public final class SeedSubscriptions {

  private static final String CONNECTION =
      "insert into connection (token_hash, created_at, confirmed_id)"
          + " values (sha256(random()::text::bytea), now(), 0) returning id";
  private static final String INSERT_UNREACHABLE =
      "insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)"
          + " select :connection, (:symbols::text[])[1 + n % :number], 'above',"
          + " 80000000000 + n * 0.00001, 'every', now() from generate_series(1, :count) n";
  private static final String INSERT_REACHABLE =
      "insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)"
          + " select :connection, name, 'above', :threshold, 'every', now()"
          + " from unnest(:symbols::text[]) name";

  // Counting a million rows again and again would hold up the one who writes them, so they are
  // counted only when so many ids have been given out.
  private static final String ARE_ACTIVE =
      "select case when last_value >= :count then (select count(*) from activation) >= :count"
          + " else false end from activation_id_seq";

  private final JdbcClient database;
  private final long connection;

  private SeedSubscriptions(JdbcClient database, long connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Waits until so many symbols are known, as subscriptions refer to them. */
  public static SeedSubscriptions of(Postgres postgres, int symbols) throws InterruptedException {
    var _ = ListedSymbols.await(postgres, symbols);
    JdbcClient database = JdbcClient.create(postgres.dataSource());
    return new SeedSubscriptions(database, database.sql(CONNECTION).query(Long.class).single());
  }

  /** Distant ones, evenly distributed over the symbols. */
  public void addUnreachable(List<String> symbols, long count) {
    database
        .sql(INSERT_UNREACHABLE)
        .param("connection", connection)
        .param("symbols", symbols.toArray(String[]::new))
        .param("number", symbols.size())
        .param("count", count)
        .update();
  }

  /** One on each symbol. */
  public void addReachable(List<String> symbols, long threshold) {
    database
        .sql(INSERT_REACHABLE)
        .param("connection", connection)
        .param("symbols", symbols.toArray(String[]::new))
        .param("threshold", threshold)
        .update();
  }

  /** Waits until so many subscriptions were ever activated. */
  public static void awaitActive(Postgres postgres, long count, Duration timeout)
      throws InterruptedException {
    JdbcClient database = JdbcClient.create(postgres.dataSource());
    long deadline = System.nanoTime() + timeout.toNanos();
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

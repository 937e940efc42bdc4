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
  // Each symbol has all kinds.
  private static final String INSERT_STATEFUL =
      """
      insert into subscription (
        owner_id, symbol, condition, threshold, lower, upper, percent, amount, within_seconds,
        rearm, hold_seconds, bar, cooldown_seconds, repeat, created_at)
      select
        :connection, (:symbols::text[])[1 + n % :number], kind.condition,
        case when kind.condition = 'above' then 2000 + n * 0.00001 end,
        case when kind.condition in ('enter', 'leave') then 2000 * kind.sign + n * 0.00001 end,
        case when kind.condition in ('enter', 'leave') then 4000 + n * 0.00001 end,
        case when kind.condition in ('rise', 'fall', 'move') then 30 + n * 0.0001 end,
        case when kind.condition = 'step' then 1000 + n * 0.00001 end,
        case when kind.is_windowed then 1 + n % 86400 end,
        case when kind.modifier = 'rearm' then 1500 end,
        case when kind.modifier = 'hold' then 60 end,
        case when kind.modifier = 'bar' then '1m' end,
        case when kind.modifier = 'cooldown' then 60 else 0 end,
        'every', now()
      from generate_series(1, :count) n
      cross join lateral (
        select *
        from (
          values
            (0, 'above', 'cooldown', false, 1),
            (1, 'above', 'rearm', false, 1),
            (2, 'above', 'hold', false, 1),
            (3, 'above', 'bar', false, 1),
            (4, 'enter', '', false, 1),
            (5, 'leave', '', false, 0),
            (6, 'rise', '', true, 1),
            (7, 'fall', '', true, 1),
            (8, 'move', '', true, 1),
            (9, 'fall', '', false, 1),
            (10, 'step', '', false, 1)) as kinds (number, condition, modifier, is_windowed, sign)
        where kinds.number = n / :number % 11
      ) kind
      """;
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
    add(INSERT_UNREACHABLE, symbols, count);
  }

  /**
   * Some of all conditions that remember trades, evenly distributed over the symbols. No price
   * between 800 and 1,200 fires them.
   */
  public void addStateful(List<String> symbols, long count) {
    add(INSERT_STATEFUL, symbols, count);
  }

  private void add(String insert, List<String> symbols, long count) {
    database
        .sql(insert)
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

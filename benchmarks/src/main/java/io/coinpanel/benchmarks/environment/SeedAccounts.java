package io.coinpanel.benchmarks.environment;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Seeds accounts with an API key and alerts each, directly into the tables. */
public final class SeedAccounts {

  // The name of an account is the public part of its key, the secret is that four times.
  private static final String INSERT_ACCOUNTS =
      """
      with made as (
        insert into account (name, created_at)
        select lpad(n::text, 8, '0'), now() from generate_series(0, :count - 1) n
        returning id, name
      )
      insert into api_key (id, secret_hash, account_id, name, scopes, created_at)
      select
        name, sha256(convert_to(repeat(name, 4), 'UTF8')), id, 'benchmark',
        array['subscriptions:read', 'subscriptions:write'], now()
      from made
      """;
  private static final String INSERT_ALERTS =
      """
      insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)
      select
        id, (:symbols::text[])[1 + (id * :each + n) % :number], 'above',
        :threshold + (id * :each + n) * 0.00001, 'every', now()
      from account, generate_series(1, :each) n
      where not built_in
      """;

  private final JdbcClient database;

  private SeedAccounts(JdbcClient database) {
    this.database = database;
  }

  /** Inserts so many accounts into a database that has none. */
  public static SeedAccounts of(Postgres postgres, int count) {
    JdbcClient database = JdbcClient.create(postgres.dataSource());
    database.sql(INSERT_ACCOUNTS).param("count", count).update();
    return new SeedAccounts(database);
  }

  /** The API key of one of the accounts, which are numbered from 0. */
  public static String key(int number) {
    String id = String.format(Locale.ROOT, "%08d", number);
    return "cp_" + id + "_" + id.repeat(4);
  }

  /** So many alerts of each account, spread over the symbols, slightly above a threshold. */
  public void addAlerts(List<String> symbols, int each, long threshold) {
    database
        .sql(INSERT_ALERTS)
        .param("symbols", symbols.toArray(String[]::new))
        .param("number", symbols.size())
        .param("each", each)
        .param("threshold", threshold)
        .update();
  }
}

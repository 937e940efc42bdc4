package io.coinpanel.systemtests.soak;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes notifications of accounts as ingestion does. What cannot be stored has not fired. */
final class StoredAlerts implements AlertSource {

  private static final String FIRE =
      """
      insert into notification (
        subscription_id, owner_id, trade_id, price, previous_price, trade_time, created_at, source)
      select s.id, s.owner_id, fired.price, fired.price, 1, now(), now(), 'live'
      from unnest(?::bigint[], ?::bigint[]) with ordinality as fired (one, price, place)
      join subscription s on s.id = fired.one
      order by fired.place
      """;

  private final JdbcClient database;

  StoredAlerts(JdbcClient database) {
    this.database = database;
  }

  @Override
  public SoakAccount newAccount() {
    return SoakAccount.create(database);
  }

  @Override
  public void awaitReady() {
    // Nothing has to see them first.
  }

  @Override
  public void fire(List<Firing> firings) {
    Object[] fired = {
      firings.stream().map(one -> one.account().subscription()).toArray(Long[]::new),
      firings.stream().map(Firing::price).toArray(Long[]::new)
    };
    database.sql(FIRE).params(fired).update();
    database.sql("select pg_notify('notification', '')").query(row -> {});
  }

  @Override
  public boolean isStored() {
    return true;
  }

  @Override
  public List<String> complaints() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}

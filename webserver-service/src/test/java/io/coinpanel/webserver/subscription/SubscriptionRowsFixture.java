package io.coinpanel.webserver.subscription;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.proxy.ClientAddress;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of subscriptions, and of what they refer to. */
final class SubscriptionRowsFixture {

  static final UUID WEBSERVER = UUID.randomUUID();

  private final JdbcClient database;

  SubscriptionRowsFixture(TestDatabase database) {
    this.database = JdbcClient.create(database.dataSource());
    this.database.sql("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())").update();
    this.database.sql("insert into webserver values (?, now(), now())").param(WEBSERVER).update();
  }

  JdbcClient database() {
    return database;
  }

  /** A connection that is here. */
  void connection(long id, ClientAddress address) {
    database
        .sql(
            "insert into connection (id, token_hash, webserver_id, created_at, confirmed_id,"
                + " address) values (?, sha256(?::text::bytea), ?, now(), 0, ?::cidr)")
        .params(id, id, WEBSERVER, address.toString())
        .update();
  }

  /** Subscriptions of a connection, with ids and thresholds from the first to the last. */
  void subscriptions(long connection, int first, int last) {
    database
        .sql(
            "insert into subscription (id, owner_id, symbol, condition, threshold, repeat,"
                + " created_at) select n, ?, 'btcusdt', 'above', n, 'every', now()"
                + " from generate_series(?, ?) n")
        .params(connection, first, last)
        .update();
  }

  void finish(int first, int last) {
    database
        .sql(
            "update subscription set ended_at = now(), ended_as = 'finished'"
                + " where id between ? and ?")
        .params(first, last)
        .update();
  }

  int live() {
    return database
        .sql("select count(*) from subscription where ended_at is null")
        .query(Integer.class)
        .single();
  }
}

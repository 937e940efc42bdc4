package io.coinpanel.webserver;

import io.coinpanel.model.NotifyChannel;
import java.math.BigDecimal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fake ingestion: commits the same rows and notifications. */
final class FakeIngestion {

  private final JdbcClient database;
  private long trade = 1000;
  private boolean silent;

  FakeIngestion(JdbcClient database) {
    this.database = database;
  }

  void listSymbol(String symbol, String base, String quote, boolean trading) {
    database
        .sql("insert into symbol values (?, ?, ?, ?, now())")
        .params(symbol, base, quote, trading)
        .update();
    notify(NotifyChannel.SYMBOL);
  }

  /** The list of symbols has changed. */
  void announceSymbols() {
    notify(NotifyChannel.SYMBOL);
  }

  void storeTrade(String symbol, String price) {
    database
        .sql(
            "insert into last_trade values (?, ?, ?, now()) on conflict (symbol)"
                + " do update set price = excluded.price, trade_id = excluded.trade_id,"
                + " trade_time = excluded.trade_time")
        .params(symbol, trade++, new BigDecimal(price))
        .update();
  }

  void activate(long subscription, String price) {
    database
        .sql(
            "insert into activation (subscription_id, revision, price, activated_at)"
                + " select id, baseline_revision, ?, now() from subscription where id = ?")
        .params(new BigDecimal(price), subscription)
        .update();
    notify(NotifyChannel.NOTIFICATION);
  }

  /** Commits one notification and returns its id. */
  long fire(long subscription, String previous, String price) {
    int revision =
        database
            .sql("select revision from subscription where id = ?")
            .param(subscription)
            .query(Integer.class)
            .single();
    return fireRevision(subscription, revision, previous, price);
  }

  /** Commits one notification of a revision and returns its id. */
  long fireRevision(long subscription, int revision, String previous, String price) {
    long id =
        database
            .sql(
                "insert into notification (subscription_id, owner_id, revision, trade_id, price,"
                    + " previous_price, trade_time, created_at, source)"
                    + " select id, owner_id, ?, ?, ?, ?, '2026-07-21T12:00:00.123456Z', now(),"
                    + " 'live' from subscription where id = ? returning id")
            .params(
                revision, trade++, new BigDecimal(price), new BigDecimal(previous), subscription)
            .query(Long.class)
            .single();
    notify(NotifyChannel.NOTIFICATION);
    return id;
  }

  /**
   * Commits one notification of the current revision as ingestion writes those of other conditions.
   *
   * @param columns further columns, in SQL: {@code "direction, level"}, and their values
   */
  long fireDetailed(long subscription, String price, String columns, String values) {
    long id =
        database
            .sql(
                "insert into notification (subscription_id, owner_id, revision, trade_id, price,"
                    + " trade_time, created_at, source, "
                    + columns
                    + ") select id, owner_id, revision, ?, ?, '2026-07-21T12:00:00.123456Z',"
                    + " now(), 'live', "
                    + values
                    + " from subscription where id = ? returning id")
            .params(trade++, new BigDecimal(price), subscription)
            .query(Long.class)
            .single();
    notify(NotifyChannel.NOTIFICATION);
    return id;
  }

  /** Announces a notification that is not in the table, and returns its id. */
  long announce(long subscription) {
    String payload =
        database
            .sql(
                "select concat_ws(' ', nextval(pg_get_serial_sequence('notification', 'id')), id,"
                    + " owner_id, ?, 150000000, 50000000, 0, 0, 'live', revision)"
                    + " from subscription where id = ?")
            .params(trade++, subscription)
            .query(String.class)
            .single();
    notify(NotifyChannel.NOTIFICATION, NotifyChannel.ROWS + '\n' + payload);
    return Long.parseLong(payload.substring(0, payload.indexOf(' ')));
  }

  /** Commits many notifications of one subscription at once. */
  void fireMany(long subscription, int times) {
    database
        .sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " select s.id, s.owner_id, ? + n, 2, 1, now(), now(), 'live'"
                + " from subscription s, generate_series(1, ?) n where s.id = ?")
        .params(trade, times, subscription)
        .update();
    trade += times + 1;
    notify(NotifyChannel.NOTIFICATION);
  }

  /** Retention removes a notification, and the connection's row remembers it. */
  void dropByRetention(long connection, long notification) {
    database.sql("delete from notification where id = ?").param(notification).update();
    database
        .sql("update owner set dropped_id = ? where id = ?")
        .params(notification, connection)
        .update();
  }

  void finish(long subscription) {
    database
        .sql("update subscription set ended_at = now(), ended_as = 'finished' where id = ?")
        .param(subscription)
        .update();
  }

  /** Commits the end of a locked subscription that has fired once; its row shows it later. */
  void finishLater(long subscription, int revision) {
    database
        .sql(
            "insert into subscription_change (subscription_id, ended_at, end_reason, revision)"
                + " values (?, now(), 'fired', ?) on conflict (subscription_id)"
                + " do update set revision = excluded.revision")
        .params(subscription, revision)
        .update();
  }

  /** Whether commits send no NOTIFY. */
  void setSilent(boolean silent) {
    this.silent = silent;
  }

  private void notify(String channel) {
    notify(channel, "");
  }

  private void notify(String channel, String payload) {
    if (silent) {
      return;
    }
    database.sql("select pg_notify(?, ?)").params(channel, payload).query(row -> {});
  }
}

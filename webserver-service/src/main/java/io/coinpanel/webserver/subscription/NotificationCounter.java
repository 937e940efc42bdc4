package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.database.ClusterSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Counts the notifications of each subscription, for all webservers; one of them does it at a time.
 * The cursor advances in the transaction that adds the counts, so each is counted once even after a
 * crash, and dropped ones stay counted. Ids are in commit order, so none appears behind the cursor.
 */
final class NotificationCounter {

  private static final int BATCH = 10_000;

  private static final String CURSOR =
      "select notification_id from counted_notification for update";
  // A subscription that was deleted meanwhile needs no count, and nothing would delete that.
  private static final String COUNT =
      """
      with new as materialized (
        select id, subscription_id, created_at from notification
        where id > ? order by id limit ?
      ), counted as (
        insert into notification_count (subscription_id, notifications, last_notified_at)
        select subscription_id, count(*), max(created_at) from new
        where exists (select from subscription where subscription.id = new.subscription_id)
        group by subscription_id order by subscription_id
        on conflict (subscription_id) do update
        set notifications = notification_count.notifications + excluded.notifications,
          last_notified_at = greatest(notification_count.last_notified_at, excluded.last_notified_at)
      ), moved as (
        update counted_notification set notification_id = (select max(id) from new)
        where exists (select from new)
      )
      select count(*) from new
      """;

  private final JdbcClient database;
  private final ClusterSingleton work;

  NotificationCounter(JdbcClient database, TransactionOperations transactions) {
    this.database = database;
    this.work = new ClusterSingleton(database, transactions, ClusterLock.NOTIFICATION_COUNTS);
  }

  /** Counts all new notifications. */
  void doWork() {
    work.runAll(this::count);
  }

  /** Returns whether there may be more. */
  private boolean count() {
    long cursor = database.sql(CURSOR).query(Long.class).single();
    int counted = database.sql(COUNT).params(cursor, BATCH).query(Integer.class).single();
    return counted == BATCH;
  }
}

package io.coinpanel.webserver.account;

import io.coinpanel.model.NotifyChannel;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pauses, resumes and ends all subscriptions of an account, in the transaction that disables,
 * enables or deletes it.
 */
final class AccountSubscriptions {

  private static final String PAUSE =
      """
      with paused as (
        update subscription
        set paused_at = ?, pause_reason = 'account_disabled', changed_in = pg_current_xact_id()
        where owner_id = ? and ended_at is null and paused_at is null
        returning id, owner_id
      )
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id from paused
      """;

  /** Enabling asks for a new baseline, which is a new revision; the terms stay. */
  private static final String KEEP_TERMS =
      """
      insert into subscription_revision (
        subscription_id, revision, condition, threshold, lower, upper, percent, amount,
        within_seconds, from_price, rearm, hold_seconds, bar, name, note)
      select
        id, revision, condition, threshold, lower, upper, percent, amount,
        within_seconds, from_price, rearm, hold_seconds, bar, name, note
      from subscription
      where owner_id = ? and ended_at is null and pause_reason = 'account_disabled'
      order by id
      for no key update
      """;

  private static final String RESUME =
      """
      with resumed as (
        update subscription
        set
          paused_at = null,
          pause_reason = null,
          revision = revision + 1,
          baseline_revision = revision + 1,
          last_fired_at = null,
          changed_in = pg_current_xact_id()
        where owner_id = ? and ended_at is null and pause_reason = 'account_disabled'
        returning id, owner_id
      )
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id from resumed
      """;

  private static final String END =
      """
      update subscription
      set ended_at = coalesce(ended_at, ?), ended_as = 'unsubscribed',
        changed_in = pg_current_xact_id()
      where owner_id = ? and ended_as is distinct from 'unsubscribed'
      """;

  /** Before their destinations, as senders lock them in this order. */
  private static final String FORGET_DELIVERIES =
      """
      delete from delivery_state
      where destination_id in (select id from destination where account_id = ?)
      """;

  private static final String WAKE_INGESTION =
      "select pg_notify('%s', '') where %s"
          .formatted(NotifyChannel.SUBSCRIPTION, NotifyChannel.HAS_ROOM);

  private final JdbcClient database;

  AccountSubscriptions(JdbcClient database) {
    this.database = database;
  }

  void pause(long account, Instant now) {
    update(PAUSE, now, account);
  }

  void resume(long account) {
    database.sql(KEEP_TERMS).param(account).update();
    database.sql(RESUME).param(account).update();
    wakeIngestion();
  }

  /** Destinations go too, as nothing may be sent any more. */
  void end(long account, Instant now) {
    database.sql(FORGET_DELIVERIES).param(account).update();
    database.sql("delete from destination where account_id = ?").param(account).update();
    update(END, now, account);
  }

  private void update(String statement, Instant now, long account) {
    database.sql(statement).param(now.atOffset(ZoneOffset.UTC)).param(account).update();
    wakeIngestion();
  }

  private void wakeIngestion() {
    database.sql(WAKE_INGESTION).query((row, number) -> number).list();
  }
}

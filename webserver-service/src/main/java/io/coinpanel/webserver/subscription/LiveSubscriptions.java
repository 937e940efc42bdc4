package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.subscription.InsertOutcome.Existing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks up live subscriptions by their terms, inside a transaction that changes them. */
final class LiveSubscriptions {

  // Ended by ingestion while the rows were locked. It applies the same rule to the other rows: an
  // update may have given them other terms since, and a pause prevents the end.
  private static final String FINISH =
      """
      with finished as (
        update subscription
        set
          ended_at = change.ended_at,
          ended_as = 'finished',
          end_reason = change.end_reason,
          changed_in = pg_current_xact_id()
        from subscription_change change
        where change.subscription_id = subscription.id
          and change.ended_at is not null
          and (change.paused_at is null or subscription.paused_at is not null)
          and subscription.ended_at is null
          and is_over(subscription, change.end_reason, change.revision, change.expires_at)
          and subscription.owner_id = any (?)
        returning subscription.id, subscription.owner_id, subscription.end_reason
      )
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id
      from finished
      where end_reason = 'expired'
      """;
  // An index finds equal values and null ones, but not those that are "not distinct".
  private static final String LOOK_UP =
      """
      select asked.place, live.id
      from %1$s
      cross join lateral (
        select id from subscription live
        where live.threshold = asked.threshold and %2$s
        union all
        select id from subscription live
        where asked.threshold is null and live.threshold is null and %2$s
      ) live
      """
          .formatted(SubscriptionKeyArrays.KEYS, sameTerms());
  private static final String ENABLE =
      """
      with paused as (
        select id from subscription
        where id = any (?) and pause_reason <> 'account_disabled'
        order by id
        for no key update
      ),
      %s
      enabled as (
        update subscription
        set
          revision = revision + 1,
          baseline_revision = revision + 1,
          last_fired_at = null,
          paused_at = null,
          pause_reason = null,
          changed_in = pg_current_xact_id()
        where id in (select id from paused)
        returning id, owner_id
      )
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id
      from enabled
      where not exists (select from connection where connection.id = enabled.owner_id)
      """
          .formatted(SubscriptionArchive.OF_PAUSED);

  private LiveSubscriptions() {}

  private static String sameTerms() {
    String parameters =
        ConditionColumns.ALL.stream()
            .map(ConditionColumns.Column::name)
            .filter(name -> !name.equals("condition") && !name.equals("threshold"))
            .map("and live.%1$s is not distinct from asked.%1$s"::formatted)
            .collect(Collectors.joining(" "));
    return """
      live.ended_at is null
        and live.owner_id = asked.owner_id
        and live.symbol = asked.symbol
        and live.condition = asked.condition
        and live.repeat = asked.repeat
        and live.cooldown_seconds = asked.cooldown_seconds
        and live.expires_at is not distinct from asked.expires_at
        %s
      """
        .formatted(parameters);
  }

  /** Applies ends that ingestion could not write into the rows yet. */
  static void finish(Connection database, Collection<Long> owners) throws SQLException {
    try (PreparedStatement update = database.prepareStatement(FINISH)) {
      update.setArray(1, database.createArrayOf("int8", owners.toArray()));
      update.executeUpdate();
    }
  }

  /** Adds the live ones among the keys, and enables those that are paused. */
  static void lookUp(
      Connection database, List<SubscriptionKey> keys, Map<SubscriptionKey, InsertOutcome> found)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement select = database.prepareStatement(LOOK_UP)) {
      SubscriptionKeyArrays.bind(select, 1, keys);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(keys.get(rows.getInt(1) - 1), new Existing(rows.getLong(2)));
        }
      }
    }
    enable(database, found);
  }

  private static void enable(Connection database, Map<SubscriptionKey, InsertOutcome> found)
      throws SQLException {
    Object[] ids =
        found.values().stream()
            .filter(Existing.class::isInstance)
            .map(outcome -> ((Existing) outcome).id())
            .toArray();
    if (ids.length > 0) {
      try (PreparedStatement update = database.prepareStatement(ENABLE)) {
        update.setArray(1, database.createArrayOf("int8", ids));
        update.executeUpdate();
      }
    }
  }
}

package io.coinpanel.webserver.account;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that is stored of an account, but for hashes of its secrets. It is read in pages, so that a
 * client that reads slowly keeps no connection to the database.
 */
final class AccountExport {

  private static final int PAGE = 500;

  private final JdbcClient database;

  AccountExport(JdbcClient database) {
    this.database = database;
  }

  /**
   * A list of the export.
   *
   * @param first comes before the ids of all its rows
   * @param sql selects rows and their ids
   */
  private record Part(String name, String first, String sql) {}

  private record Row(String json, String id) {}

  private static List<Part> parts() {
    return List.of(
        new Part(
            "keys",
            "",
            """
            select (to_jsonb(k) - 'secret_hash' - 'account_id')::text, id
            from api_key k
            where account_id = :owner and id > :after
            order by id
            limit :page
            """),
        new Part(
            "sessions",
            "0",
            """
            select (to_jsonb(s) - 'token_hash' - 'account_id' - 'id')::text, id::text
            from web_session s
            where account_id = :owner and id > :after::bigint
            order by id
            limit :page
            """),
        new Part(
            "destinations",
            "0",
            """
            select
              (to_jsonb(d) - 'secrets' - 'account_id'
                || jsonb_build_object('id', id::text, 'chat_id', chat_id::text))::text,
              id::text
            from destination d
            where account_id = :owner and id > :after::bigint
            order by id
            limit :page
            """),
        new Part("deliveries", "0 -1", DELIVERIES),
        new Part("subscriptions", "0", SUBSCRIPTIONS),
        new Part("notifications", "0", NOTIFICATIONS));
  }

  private static final String ACCOUNT =
      """
      select jsonb_build_object(
        'id', id::text, 'name', name, 'issuer', issuer, 'subject', subject, 'admin', admin,
        'max_subscriptions', max_subscriptions, 'created_at', created_at,
        'seen_notification_id', seen_notification_id::text)::text
      from account where id = ?
      """;

  /** Of a subscription, or of an earlier revision of one. */
  private static final String REVISION =
      """
      'revision', revision, 'condition', condition,
      'threshold', trim_scale(threshold)::text, 'lower', trim_scale(lower)::text,
      'upper', trim_scale(upper)::text, 'percent', trim_scale(percent)::text,
      'amount', trim_scale(amount)::text, 'within_seconds', within_seconds,
      'from', trim_scale(from_price)::text, 'rearm', trim_scale(rearm)::text,
      'hold_seconds', hold_seconds, 'bar', bar, 'name', name, 'note', note""";

  private static final String SUBSCRIPTIONS =
      """
      select jsonb_strip_nulls(jsonb_build_object(
        'id', id::text, 'symbol', symbol, %1$s, 'repeat', repeat,
        'cooldown_seconds', cooldown_seconds, 'expires_at', expires_at,
        'destinations', destinations::text[],
        'created_at', created_at, 'paused_at', paused_at, 'pause_reason', pause_reason,
        'ended_at', ended_at, 'ended_as', ended_as, 'end_reason', end_reason,
        'earlier_revisions', (
          select jsonb_agg(jsonb_build_object(%1$s, 'replaced_at', replaced_at) order by revision)
          from subscription_revision
          where subscription_id = subscription.id
        )))::text, id::text
      from subscription
      where owner_id = :owner and id > :after::bigint
      order by id
      limit :page
      """
          .formatted(REVISION);

  private static final String DELIVERIES =
      """
      select
        (to_jsonb(a) - 'slot'
          || jsonb_build_object('destination_id', a.destination_id::text))::text,
        a.destination_id || ' ' || a.slot
      from destination d
      join delivery_attempt a on a.destination_id = d.id
      where d.account_id = :owner
        and (a.destination_id, a.slot)
          > (split_part(:after, ' ', 1)::bigint, split_part(:after, ' ', 2)::smallint)
      order by a.destination_id, a.slot
      limit :page
      """;

  // Direction and level of a plain threshold are not stored: they follow from its terms and prices.
  private static final String NOTIFICATIONS =
      """
      select jsonb_strip_nulls(jsonb_build_object(
        'id', n.id::text, 'subscription_id', n.subscription_id::text, 'revision', n.revision,
        'trade_id', n.trade_id, 'price', trim_scale(n.price)::text,
        'previous_price', trim_scale(n.previous_price)::text,
        'direction', coalesce(n.direction, case
          when coalesce(former.condition, s.condition) not in ('above', 'below', 'cross') then null
          when n.price > n.previous_price then 'up'
          when n.price < n.previous_price then 'down'
        end),
        'level', trim_scale(coalesce(
          n.level, case when former.revision is null then s.threshold else former.threshold end
        ))::text,
        'reference_price', trim_scale(n.reference_price)::text, 'bar_end', n.bar_end,
        'trade_time', n.trade_time, 'created_at', n.created_at, 'source', n.source))::text,
        n.id::text
      from notification n
      left join subscription s on s.id = n.subscription_id
      left join subscription_revision former
        on former.subscription_id = n.subscription_id and former.revision = n.revision
      where n.owner_id = :owner and n.id > :after::bigint
      order by n.id
      limit :page
      """;

  private static final List<Part> PARTS = parts();

  void write(long account, OutputStream out) {
    write("{\"account\":", out);
    write(database.sql(ACCOUNT).param(account).query(String.class).single(), out);
    for (Part part : PARTS) {
      write(",\n\"" + part.name() + "\":[", out);
      writeRows(part, account, out);
      write("]", out);
    }
    write("}\n", out);
  }

  private void writeRows(Part part, long account, OutputStream out) {
    String separator = "\n";
    List<Row> page = page(part, account, part.first());
    while (!page.isEmpty()) {
      for (Row row : page) {
        write(separator + row.json(), out);
        separator = ",\n";
      }
      page = page(part, account, page.getLast().id());
    }
  }

  private List<Row> page(Part part, long account, String after) {
    return database
        .sql(part.sql())
        .param("owner", account)
        .param("after", after)
        .param("page", PAGE)
        .query((row, number) -> new Row(row.getString(1), row.getString(2)))
        .list();
  }

  private static void write(String text, OutputStream out) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

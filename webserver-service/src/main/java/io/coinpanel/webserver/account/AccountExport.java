package io.coinpanel.webserver.account;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** All that is stored of an account, but for hashes of its secrets, written row by row. */
final class AccountExport {

  private static final int FETCH = 500;
  private static final Map<String, String> LISTS = lists();

  private final JdbcClient database;
  private final TransactionOperations transactions;

  AccountExport(JdbcClient database, TransactionOperations transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  private static Map<String, String> lists() {
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put(
        "keys",
        """
        select (to_jsonb(k) - 'secret_hash' - 'account_id')::text
        from api_key k where account_id = ? order by created_at, id
        """);
    lists.put(
        "sessions",
        """
        select (to_jsonb(s) - 'token_hash' - 'account_id' - 'id')::text
        from web_session s where account_id = ? order by id
        """);
    lists.put("subscriptions", SUBSCRIPTIONS);
    lists.put("notifications", NOTIFICATIONS);
    return lists;
  }

  private static final String ACCOUNT =
      """
      select jsonb_build_object(
        'id', id::text, 'name', name, 'issuer', issuer, 'subject', subject, 'admin', admin,
        'max_subscriptions', max_subscriptions, 'created_at', created_at,
        'seen_notification_id', seen_notification_id::text)::text
      from account where id = ?
      """;

  private static final String SUBSCRIPTIONS =
      """
      select jsonb_strip_nulls(jsonb_build_object(
        'id', id::text, 'symbol', symbol, 'condition', condition, 'revision', revision,
        'threshold', trim_scale(threshold)::text, 'lower', trim_scale(lower)::text,
        'upper', trim_scale(upper)::text, 'percent', trim_scale(percent)::text,
        'amount', trim_scale(amount)::text, 'within_seconds', within_seconds,
        'from', trim_scale(from_price)::text, 'rearm', trim_scale(rearm)::text,
        'hold_seconds', hold_seconds, 'bar', bar, 'repeat', repeat,
        'cooldown_seconds', cooldown_seconds, 'expires_at', expires_at, 'name', name, 'note', note,
        'created_at', created_at, 'paused_at', paused_at, 'pause_reason', pause_reason,
        'ended_at', ended_at, 'ended_as', ended_as))::text
      from subscription where owner_id = ? order by id
      """;

  private static final String NOTIFICATIONS =
      """
      select jsonb_strip_nulls(jsonb_build_object(
        'id', id::text, 'subscription_id', subscription_id::text, 'revision', revision,
        'trade_id', trade_id, 'price', trim_scale(price)::text,
        'previous_price', trim_scale(previous_price)::text, 'direction', direction,
        'level', trim_scale(level)::text, 'reference_price', trim_scale(reference_price)::text,
        'bar_end', bar_end, 'trade_time', trade_time, 'created_at', created_at,
        'source', source))::text
      from notification where owner_id = ? order by id
      """;

  void write(long account, OutputStream out) {
    transactions.executeWithoutResult(
        status -> {
          write("{\"account\":", out);
          writeRows(ACCOUNT, account, out);
          for (Map.Entry<String, String> part : LISTS.entrySet()) {
            write(",\n\"" + part.getKey() + "\":[", out);
            writeRows(part.getValue(), account, out);
            write("]", out);
          }
          write("}\n", out);
        });
  }

  private void writeRows(String sql, long account, OutputStream out) {
    String[] separator = {"\n"};
    try (Stream<String> rows =
        database
            .sql(sql)
            .withFetchSize(FETCH)
            .param(account)
            .query((row, number) -> Objects.requireNonNull(row.getString(1)))
            .stream()) {
      rows.forEach(
          row -> {
            write(separator[0] + row, out);
            separator[0] = ",\n";
          });
    }
  }

  private static void write(String text, OutputStream out) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

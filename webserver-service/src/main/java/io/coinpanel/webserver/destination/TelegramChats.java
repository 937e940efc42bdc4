package io.coinpanel.webserver.destination;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionText;
import io.coinpanel.webserver.database.ConditionColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chats that were linked, whichever accounts their destinations are of. */
final class TelegramChats {

  /** How many alerts are listed at most: what is longer does not fit in a message. */
  private static final int MOST_ALERTS = 100;

  private static final String ALERTS =
      """
      select
        %s,
        s.symbol, s.name, s.paused_at is not null, count(*) over ()
      from subscription s
      where s.ended_at is null
        and s.owner_id in (
          select d.account_id
          from destination d
          join account a on a.id = d.account_id and a.disabled_at is null and a.deleted_at is null
          where d.chat_id = :chat and d.enabled and d.confirmed_at is not null)
        and exists (
          select from destination d
          where d.chat_id = :chat and d.account_id = s.owner_id
            and d.enabled and d.confirmed_at is not null
            and %s)
      order by s.id desc
      limit :most
      """
          .formatted(ConditionColumns.select("s"), DestinationRows.IS_FOR);

  private static final int AFTER_CONDITION = ConditionColumns.ALL.size() + 1;

  private final JdbcClient database;
  private final JdbcClient reads;

  /**
   * The chats.
   *
   * @param reads for what takes longer
   */
  TelegramChats(JdbcClient database, JdbcClient reads) {
    this.database = database;
    this.reads = reads;
  }

  boolean isLinked(long chat) {
    return database
        .sql("select exists (select from destination where chat_id = ?)")
        .param(chat)
        .query(Boolean.class)
        .single();
  }

  /**
   * Mutes a chat until a time.
   *
   * @return its destinations
   */
  List<Long> mute(long chat, Instant until) {
    return database
        .sql("update destination set muted_until = ? where chat_id = ? returning id")
        .params(until.atOffset(ZoneOffset.UTC), chat)
        .query((row, number) -> row.getLong("id"))
        .list();
  }

  /** Until when a chat is muted; empty if it is not. */
  Optional<Instant> mutedUntil(long chat, Instant now) {
    return database
        .sql(
            "select muted_until from destination where chat_id = ? and muted_until > ?"
                + " order by muted_until desc limit 1")
        .params(chat, now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> Objects.requireNonNull(Health.instant(row, "muted_until")))
        .optional();
  }

  /** A group became a supergroup, which has another id. */
  void move(long from, long to) {
    database.sql("update destination set chat_id = ? where chat_id = ?").params(to, from).update();
  }

  /**
   * An alert that goes to a chat.
   *
   * @param inAll how many there are
   */
  record Alert(
      Condition condition, String symbol, @Nullable String name, boolean isPaused, int inAll) {

    private static Alert of(ResultSet row) throws SQLException {
      return new Alert(
          ConditionColumns.read(row, 1),
          row.getString(AFTER_CONDITION),
          row.getString(AFTER_CONDITION + 1),
          row.getBoolean(AFTER_CONDITION + 2),
          row.getInt(AFTER_CONDITION + 3));
    }

    /** In words. */
    String text() {
      return symbol.toUpperCase(Locale.ROOT)
          + " "
          + ConditionText.of(condition)
          + (name == null ? "" : " · " + name)
          + (isPaused ? " (paused)" : "");
    }
  }

  /** The live alerts that go to a chat, newest first, at most some of them. */
  List<Alert> alerts(long chat) {
    return reads
        .sql(ALERTS)
        .param("chat", chat)
        .param("most", MOST_ALERTS)
        .query((row, number) -> Alert.of(row))
        .list();
  }
}

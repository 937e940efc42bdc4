package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which updates of the bot were handled. */
final class TelegramUpdates {

  /**
   * Telegram keeps updates for a day, and may begin with any id after a week without one: after two
   * days without one, none that was handled can come again.
   */
  private static final Duration MEMORY = Duration.ofDays(2);

  private static final String NEXT =
      "select update_id + 1 from telegram_bot where id = ? and handled_at > ?";

  private static final String TAKE =
      """
      insert into telegram_bot as b (id, update_id, handled_at)
      values (:bot, :update, :now)
      on conflict (id) do update
      set update_id = excluded.update_id, handled_at = excluded.handled_at
      where b.update_id < excluded.update_id or b.handled_at <= :forgotten
      """;

  private final JdbcClient database;
  private final long bot;
  private final InstantSource clock;

  TelegramUpdates(JdbcClient database, long bot, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  /** The first one that was not handled; 0 for the oldest there is. */
  long next() {
    return database.sql(NEXT).params(bot, forgotten()).query(Long.class).optional().orElse(0L);
  }

  /** Marks one, and those before it, as handled; false if it already was. */
  boolean take(long update) {
    return database
            .sql(TAKE)
            .param("bot", bot)
            .param("update", update)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("forgotten", forgotten())
            .update()
        > 0;
  }

  private OffsetDateTime forgotten() {
    Instant now = clock.instant();
    return now.minus(MEMORY).atOffset(ZoneOffset.UTC);
  }
}

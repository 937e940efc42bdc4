package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Spaces the messages that all webservers send through the bot, whatever they are about: for each
 * chat, and for all of them.
 */
final class TelegramRate {

  /** Of all chats together. */
  private static final long ALL = 0;

  /** 25 a second of the 30 allowed. */
  private static final Duration BETWEEN_ALL = Duration.ofMillis(40);

  /** One a second to a person, 20 a minute to a group, whose ids are negative. */
  private static final Duration BETWEEN_OF_PERSON = Duration.ofMillis(1_100);

  private static final Duration BETWEEN_OF_GROUP = Duration.ofMillis(3_100);

  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final int JITTER_MILLIS = 4_000;

  /**
   * Takes the next slot if it comes within two seconds, and says in how many milliseconds: who
   * waits longer must not keep others from their work.
   */
  private static final String TAKE =
      """
      insert into telegram_slot as s (chat_id, free_at)
      values (:chat, clock_timestamp() + :between * interval '1 millisecond')
      on conflict (chat_id) do update
      set free_at =
        greatest(s.free_at, clock_timestamp()) + :between * interval '1 millisecond'
      where s.free_at < clock_timestamp() + interval '2 seconds'
      returning (extract(epoch from s.free_at - clock_timestamp()) * 1000)::bigint - :between
      """;

  private final JdbcClient database;
  private final InstantSource clock;
  private final RandomGenerator random;

  TelegramRate(JdbcClient database, InstantSource clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Waits for the turn of a message to a chat.
   *
   * @return when to try again if it does not come soon
   */
  Optional<Instant> takeTurn(long chat) throws InterruptedException {
    Optional<Long> ofChat = take(chat, chat < 0 ? BETWEEN_OF_GROUP : BETWEEN_OF_PERSON);
    Optional<Long> ofAll = ofChat.isEmpty() ? ofChat : take(ALL, BETWEEN_ALL);
    if (ofAll.isEmpty()) {
      return Optional.of(clock.instant().plus(BUSY).plusMillis(random.nextInt(JITTER_MILLIS)));
    }
    Thread.sleep(Duration.ofMillis(Math.max(0, Math.max(ofChat.get(), ofAll.get()))));
    return Optional.empty();
  }

  private Optional<Long> take(long chat, Duration between) {
    return database
        .sql(TAKE)
        .param("chat", chat)
        .param("between", between.toMillis())
        .query(Long.class)
        .optional();
  }

  /** Forgets chats that were not written to for long. */
  void clean() {
    database.sql("delete from telegram_slot where free_at < now() - interval '1 hour'").update();
  }
}

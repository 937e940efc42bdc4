package io.coinpanel.webserver.destination;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spaces the messages that all webservers send through the bot: 25 a second of the 30 allowed. */
final class TelegramRate {

  /** Takes the next free slot; how far it is away. */
  private static final String TAKE =
      """
      update telegram
      set next_message_at = greatest(next_message_at, clock_timestamp()) + interval '40 milliseconds'
      returning (extract(epoch from next_message_at - clock_timestamp()) * 1000)::bigint
      """;

  private final JdbcClient database;

  TelegramRate(JdbcClient database) {
    this.database = database;
  }

  /** Waits for a message's turn. */
  void await() throws InterruptedException {
    long millis = database.sql(TAKE).query(Long.class).single();
    Thread.sleep(Duration.ofMillis(Math.max(0, millis)));
  }
}

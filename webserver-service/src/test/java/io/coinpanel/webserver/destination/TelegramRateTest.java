package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How messages to chats are spaced: each turn comes no earlier than it may. */
class TelegramRateTest {

  private static TelegramRate rate(TestDatabase database) {
    return new TelegramRate(
        JdbcClient.create(database.dataSource()), InstantSource.system(), new Random(1));
  }

  @Test
  void severalWebserversShareWhatTheBotMaySend() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      TelegramRate one = rate(database);
      TelegramRate other = rate(database);
      long begun = System.nanoTime();
      for (int chat = 1; chat <= 60; chat++) {
        assertThat((chat % 2 == 0 ? one : other).takeTurn(chat)).isEmpty();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThan(Duration.ofMillis(2_300));
    }
  }

  @Test
  void aTurnThatComesLateIsNotWaitedFor() throws InterruptedException {
    try (TestDatabase database = TestDatabase.migrated()) {
      TelegramRate rate = rate(database);
      long group = -7;
      assertThat(rate.takeTurn(group)).isEmpty();
      assertThat(rate.takeTurn(group))
          .hasValueSatisfying(later -> assertThat(later).isAfter(Instant.now()));
    }
  }
}

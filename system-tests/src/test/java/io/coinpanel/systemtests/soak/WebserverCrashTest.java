package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.RawSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One of two webservers crashes; its client resumes on the other. */
class WebserverCrashTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** The promise: a webserver that dies is noticed within this. */
  private static final Duration NOTICED = Duration.ofSeconds(30);

  private static SoakDatabase database;
  private static JdbcClient rows;
  private static WebserverProcess mortal;
  private static WebserverProcess other;

  @BeforeAll
  static void start() throws IOException {
    database = SoakDatabase.withOneSymbol();
    rows = database.rows();
    mortal = WebserverProcess.start("mortal", database.jdbcUrl(), "160m");
    other = WebserverProcess.start("other", database.jdbcUrl(), "160m");
    other.awaitReady(TIMEOUT);
  }

  @AfterAll
  static void stop() throws IOException {
    mortal.close();
    other.close();
    database.close();
  }

  @BeforeEach
  void restart() throws IOException {
    if (!mortal.isRunning()) {
      mortal.restart();
    }
    mortal.awaitReady(TIMEOUT);
    rows.sql("truncate owner cascade").update();
  }

  @Test
  void connectionsOfAKilledWebserverAreResumableWithin30Seconds()
      throws IOException, InterruptedException {
    try (RawSocket client = RawSocket.open(mortal.port())) {
      JsonNode welcome = client.next();
      long subscription = subscribe(client);
      long first = fire(subscription);
      assertThat(client.next().get("id").asString()).isEqualTo("" + first);
      mortal.kill();
      Instant killed = Instant.now();
      long second = fire(subscription);
      Eventually.within(
          TIMEOUT, () -> count("connection where gone_at is not null and ended_at is null") == 1);
      assertThat(Duration.between(killed, Instant.now())).isLessThan(NOTICED);
      assertThat(count("webserver")).isOne();
      try (RawSocket again = RawSocket.open(other.port())) {
        again.next();
        JsonNode resumed =
            again.ask(
                "{\"type\":\"resume\",\"token\":\"%s\",\"last_notification_id\":\"%d\"}"
                    .formatted(welcome.get("resume_token").asString(), first));
        assertThat(resumed.get("type").asString()).isEqualTo("resumed");
        assertThat(again.next().get("id").asString()).isEqualTo("" + second);
      }
    }
  }

  @Test
  void shutsDownGracefullyWithin10Seconds() throws IOException, InterruptedException {
    try (RawSocket client = RawSocket.open(mortal.port());
        RawSocket silent = RawSocket.open(mortal.port())) {
      for (RawSocket one : List.of(client, silent)) {
        one.next();
        subscribe(one);
      }
      assertThat(mortal.terminate(Duration.ofSeconds(10))).isTrue();
      assertThat(client.read(RawSocket.CLOSE).closeCode()).isEqualTo(1001);
      assertThat(count("connection where gone_at is not null and ended_at is null")).isEqualTo(2);
    }
  }

  private static long subscribe(RawSocket client) throws IOException {
    JsonNode reply = client.ask("{\"symbol\":\"btcusdt\",\"threshold\":1}");
    return Long.parseLong(reply.get("subscription").get("id").asString());
  }

  private int count(String what) {
    return rows.sql("select count(*) from " + what).query(Integer.class).single();
  }

  private long fire(long subscription) {
    return rows.sql(
            "insert into notification (subscription_id, owner_id, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " select id, owner_id, coalesce((select max(trade_id) from notification), 0)"
                + " + 1, 2, 1, now(), now(), 'live' from subscription where id = ? returning id")
        .param(subscription)
        .query(Long.class)
        .single();
  }
}

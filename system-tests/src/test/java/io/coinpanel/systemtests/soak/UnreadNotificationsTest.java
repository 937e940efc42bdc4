package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.RawSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A client that does not read, on a webserver with a small heap: next to nothing is kept in memory
 * for it, others go on receiving, and it gets everything once it reads again. {@code
 * -Dcoinpanel.unread=200000} is the long form.
 */
class UnreadNotificationsTest {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadNotificationsTest.class);
  private static final int NOTIFICATIONS = Integer.getInteger("coinpanel.unread", 20_000);
  private static final int PROBES = 20;

  /** More than fits the bytes that may wait for one client. */
  private static final int MOST_IN_MEMORY = 1_000;

  private static final String INSERT =
      "insert into notification (subscription_id, owner_id, trade_id, price, previous_price,"
          + " trade_time, created_at, source) select s.id, s.owner_id, ? + n, 2, 1, now(),"
          + " now(), 'live' from subscription s, generate_series(1, ?) n where s.id = ?";

  private SoakDatabase database;
  private JdbcClient rows;
  private WebserverProcess webserver;
  private int trade;

  @BeforeEach
  void start() throws IOException {
    database = SoakDatabase.withOneSymbol();
    rows = database.rows();
    webserver =
        WebserverProcess.start(
            "small", database.jdbcUrl(), "256m", "--coinpanel.webserver.pong-timeout=10m");
    webserver.awaitReady(Duration.ofMinutes(2));
  }

  @AfterEach
  void stop() throws IOException {
    webserver.close();
    database.close();
  }

  private static long subscribe(RawSocket client) throws IOException {
    client.next();
    JsonNode reply = client.ask("{\"symbol\":\"btcusdt\",\"threshold\":1}");
    return Long.parseLong(reply.get("subscription").get("id").asString());
  }

  private void fire(long subscription, int times) {
    rows.sql(INSERT).params(trade, times, subscription).update();
    trade += times;
    rows.sql("select pg_notify('notification', '')").query(row -> {});
  }

  /** Milliseconds from commit to the client, the median of many. */
  private double latency(RawSocket client, long subscription) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      long start = System.nanoTime();
      fire(subscription, 1);
      assertThat(client.next().get("type").asString()).isEqualTo("notification");
      nanos.add(System.nanoTime() - start);
    }
    Collections.sort(nanos);
    return nanos.get(PROBES / 2) / 1e6;
  }

  @Test
  void slowClientIsNotKeptInMemoryAndReceivesEverything() throws IOException, InterruptedException {
    try (RawSocket slow = RawSocket.open(webserver.port());
        RawSocket quick = RawSocket.open(webserver.port())) {
      long unread = subscribe(slow);
      long read = subscribe(quick);
      latency(quick, read);
      double before = latency(quick, read);
      long memory = webserver.residentKiB();
      for (int i = 0; i < NOTIFICATIONS / 10_000; i++) {
        fire(unread, 10_000);
      }
      double after = latency(quick, read);
      LOG.info(
          "{} unread: the other's median {} ms before, {} ms after; resident {} KiB, then {} KiB",
          NOTIFICATIONS,
          before,
          after,
          memory,
          webserver.residentKiB());
      assertThat(webserver.metric("coinpanel_webserver_outbox_overflows_total")).isPositive();
      assertThat(webserver.metric("coinpanel_webserver_outbox_depth")).isLessThan(MOST_IN_MEMORY);
      long last = 0;
      for (int i = 0; i < NOTIFICATIONS; i++) {
        long id = Long.parseLong(slow.next().get("id").asString());
        assertThat(id).isGreaterThan(last);
        last = id;
      }
      assertThat(slow.ask("{\"type\":\"ping\"}").get("type").asString()).isEqualTo("pong");
    }
  }
}

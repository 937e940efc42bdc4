package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A slow client. */
class SlowClientTest {

  private static final int NOTIFICATIONS = 30_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static TestWebserver webserver;
  private static FakeIngestion fakeIngestion;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
    fakeIngestion = webserver.ingestion();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @Test
  void getsEverythingInOrderOnceItReadsAgainAndDelaysNobody() throws IOException {
    try (RawSocket slow = new RawSocket(webserver.port());
        TestClient quick = webserver.client()) {
      long id = subscribe(slow);
      double before = overflows();
      fakeIngestion.fireMany(id, NOTIFICATIONS);
      Eventually.until(() -> overflows() > before);
      JsonNode own = quick.ask("{'symbol':'btcusdt','threshold':'1'}");
      fakeIngestion.fire(Long.parseLong(own.get("subscription").get("id").asString()), "1", "2");
      quick.nextOfType("notification");
      long last = fakeIngestion.fire(id, "1", "2");
      assertThat(readInOrder(slow, NOTIFICATIONS + 1)).isEqualTo(last);
      slow.text("{\"type\":\"ping\"}");
      assertThat(slow.read(RawSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
    }
  }

  @Test
  void readingAByteAtATimeDelaysNobodyEither() throws IOException {
    try (RawSocket slow = new RawSocket(webserver.port());
        TestClient quick = webserver.client()) {
      long id = subscribe(slow);
      JsonNode own = quick.ask("{'symbol':'btcusdt','threshold':'1'}");
      long quickId = Long.parseLong(own.get("subscription").get("id").asString());
      double before = overflows();
      fakeIngestion.fireMany(id, NOTIFICATIONS);
      Eventually.until(() -> overflows() > before);
      slow.readSlowly(
          20,
          () -> {
            long fired = fakeIngestion.fire(quickId, "1", "2");
            assertThat(quick.nextOfType("notification").get("id").asString()).isEqualTo("" + fired);
          });
      assertThat(readInOrder(slow, NOTIFICATIONS)).isPositive();
    }
  }

  @Test
  void moreSlowClientsThanWritersDelayNobody() throws IOException {
    List<RawSocket> slow = new ArrayList<>();
    try (TestClient quick = webserver.client()) {
      JsonNode own = quick.ask("{'symbol':'btcusdt','threshold':'1'}");
      for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
        slow.add(new RawSocket(webserver.port()));
        double before = overflows();
        fakeIngestion.fireMany(subscribe(slow.getLast()), NOTIFICATIONS);
        Eventually.until(() -> overflows() > before);
      }
      long id = Long.parseLong(own.get("subscription").get("id").asString());
      long fired = fakeIngestion.fire(id, "1", "2");
      assertThat(quick.nextOfType("notification").get("id").asString()).isEqualTo("" + fired);
    } finally {
      for (RawSocket socket : slow) {
        socket.close();
      }
    }
  }

  private static long subscribe(RawSocket socket) throws IOException {
    socket.head();
    socket.read();
    socket.text("{\"symbol\":\"btcusdt\",\"threshold\":\"1\"}");
    JsonNode subscribed = JSON.readTree(socket.read(RawSocket.TEXT).text());
    return Long.parseLong(subscribed.get("subscription").get("id").asString());
  }

  /** The id of the last of so many notifications. */
  private static long readInOrder(RawSocket socket, int notifications) throws IOException {
    long before = 0;
    for (int i = 0; i < notifications; i++) {
      JsonNode notification = JSON.readTree(socket.read(RawSocket.TEXT).text());
      long next = Long.parseLong(notification.get("id").asString());
      assertThat(next).isGreaterThan(before);
      before = next;
    }
    return before;
  }

  private static double overflows() {
    return webserver.metric("coinpanel_webserver_outbox_overflows_total");
  }
}

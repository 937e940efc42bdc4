package io.coinpanel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Live notifications come from the NOTIFY payload, resumed ones from the table. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ResumedFramesTest {

  private static final int CROSSINGS = 10;

  @Test
  void notificationIsIdenticalAfterAResume() throws Exception {
    try (TestSystem panel = TestSystem.start();
        TestClient client = panel.connect()) {
      String token = client.token();
      client.send(
          Map.of(
              "type", "subscribe", "symbol", "btcusdt", "condition", "cross", "threshold", "100"));
      client.skipTo("active");
      List<JsonNode> atOnce = new ArrayList<>();
      panel.exchange().publish("btcusdt", "99.5");
      for (int i = 0; i < CROSSINGS; i++) {
        panel.exchange().publish("btcusdt", i % 2 == 0 ? "100.00000001" : "99.5");
        atOnce.add(client.nextOfType("notification"));
      }
      try (TestClient again = panel.connect()) {
        String first = atOnce.getFirst().path("id").asString();
        again.send(Map.of("type", "resume", "token", token, "last_notification_id", first));
        for (JsonNode notification : atOnce.subList(1, CROSSINGS)) {
          assertThat(again.skipTo("notification")).isEqualTo(notification);
        }
      }
    }
  }
}

package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.RawSocket;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SubscriptionLimitsTest {

  private static RawSocket from(TestWebserver webserver, String address) throws IOException {
    RawSocket socket = new RawSocket(webserver.port(), "X-Forwarded-For: " + address);
    socket.head();
    assertThat(socket.read(RawSocket.TEXT).text()).contains("welcome");
    return socket;
  }

  private static String subscribe(RawSocket socket, int threshold) throws IOException {
    socket.text("{\"symbol\":\"btcusdt\",\"threshold\":" + threshold + "}");
    return socket.read(RawSocket.TEXT).text();
  }

  @Test
  void limitsIncludeDisconnectedClients() throws IOException {
    try (TestWebserver webserver =
        TestWebserver.alone(
            "--coinpanel.webserver.max-subscriptions-per-address=3",
            "--coinpanel.webserver.max-anonymous-subscriptions=5",
            "--coinpanel.webserver.trusted-proxies=127.0.0.1,::1")) {
      try (RawSocket leaving = from(webserver, "2001:db8::1")) {
        for (int threshold = 1; threshold <= 3; threshold++) {
          assertThat(subscribe(leaving, threshold)).contains("\"created\":true");
        }
        assertThat(subscribe(leaving, 4)).contains("limit_exceeded");
        assertThat(subscribe(leaving, 3)).contains("\"created\":false");
      }
      awaitCounted(webserver, 3);
      try (RawSocket neighbour = from(webserver, "2001:db8::2");
          RawSocket other = from(webserver, "203.0.113.1");
          RawSocket third = from(webserver, "203.0.113.2")) {
        assertThat(subscribe(neighbour, 1))
            .contains("limit_exceeded", "of one address may have at most 3");
        assertThat(subscribe(other, 1)).contains("subscribed");
        assertThat(subscribe(other, 2)).contains("subscribed");
        assertThat(subscribe(third, 1)).contains("limit_exceeded", "connections may have 5");
        webserver
            .database()
            .sql(
                "update subscription set ended_at = now(), ended_as = 'finished'"
                    + " where threshold = 3")
            .update();
        Eventually.until(() -> subscribe(neighbour, 1).contains("\"created\":true"));
      }
    }
  }

  private static void awaitCounted(TestWebserver webserver, int live) {
    Eventually.until(
        () ->
            webserver
                .database()
                .sql("select live from subscription_count where address = '2001:db8::/64'")
                .query(Integer.class)
                .optional()
                .filter(counted -> counted == live)
                .isPresent());
  }
}

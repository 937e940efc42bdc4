package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradeStreamTest {

  private Simulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.documented());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void sendsTradesOfSubscribedStreamsRaw() {
    try (StreamClient client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade")) {
      simulator.publish("ETHUSDT", "3000");
      long id = simulator.publishAt(1_700_000_000_123L, "BTCUSDT", "65000.01", true);
      assertThat(client.next())
          .isEqualTo(
              "{\"e\":\"trade\",\"E\":1700000000123,\"s\":\"BTCUSDT\",\"t\":"
                  + id
                  + ",\"p\":\"65000.01000000\",\"q\":\"1.00000000\",\"T\":1700000000123,"
                  + "\"m\":true,\"M\":true}");
    }
  }

  @Test
  void wrapsTradesOfCombinedConnections() {
    try (StreamClient client =
        StreamClient.connect(simulator, "/stream?streams=btcusdt@trade/ethusdt@trade")) {
      long id = simulator.publishAt(5, "ETHUSDT", "3000", false);
      assertThat(client.next())
          .isEqualTo(
              "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":5,\"s\":\"ETHUSDT\","
                  + "\"t\":"
                  + id
                  + ",\"p\":\"3000.00000000\",\"q\":\"1.00000000\",\"T\":5,\"m\":false,\"M\":true}}");
    }
  }

  @Test
  void takesAStreamFromThePath() {
    try (StreamClient client = StreamClient.connect(simulator, "/ws/btcusdt@trade")) {
      simulator.publish("btcusdt", "0.00000001");
      assertThat(client.next()).contains("\"p\":\"0.00000001\"");
      simulator.publish("btcusdt", "92233720368");
      assertThat(client.next()).contains("\"p\":\"92233720368.00000000\"");
    }
  }

  @Test
  void answersAMalformedPathWithAnErrorAndAClose() {
    StreamClient client = StreamClient.connect(simulator, "/ws/btcusdt@nothing");
    assertThat(client.next())
        .isEqualTo("{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"}}");
    assertThat(client.closeCode()).isEqualTo(1008);
  }

  @Test
  void servesAnOrdinaryClientThatAnswersItsPings() throws IOException {
    StreamLimits rules =
        StreamLimits.documented()
            .pingInterval(Duration.ofMillis(250))
            .pongDeadline(Duration.ofMillis(500));
    CompletableFuture<String> text = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
          }
        };
    try (Simulator strict = Simulator.start(SimulatorSettings.documented().streamRules(rules));
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create(strict.webSocketUri() + "/ws/btcusdt@trade");
      WebSocket socket = http.newWebSocketBuilder().buildAsync(uri, listener).join();
      Eventually.until("pongs", () -> strict.framesReceived() >= 4);
      strict.publish("BTCUSDT", "3");
      assertThat(text.orTimeout(10, TimeUnit.SECONDS).join()).contains("\"p\":\"3.00000000\"");
      socket.abort();
    }
  }

  @Test
  void walksAtRandomOverAllSymbols() {
    try (StreamClient client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade")) {
      simulator.walk(2000);
      assertThat(client.next(20)).allMatch(frame -> frame.contains("\"s\":\"BTCUSDT\""));
      assertThat(simulator.trades()).isGreaterThan(20);
    }
  }
}

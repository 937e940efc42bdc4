package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
  void walksAtRandomOverAllSymbols() {
    try (StreamClient client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade")) {
      simulator.walk(2000);
      assertThat(client.next(20)).allMatch(frame -> frame.contains("\"s\":\"BTCUSDT\""));
      assertThat(simulator.trades()).isGreaterThan(20);
    }
  }
}

package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.binance.ControlFrame.Acknowledged;
import io.coinpanel.ingestion.exchange.binance.ControlFrame.Refused;
import io.coinpanel.ingestion.exchange.binance.ControlFrame.ServerShutdown;
import io.coinpanel.ingestion.exchange.binance.ControlFrame.Subscribed;
import io.coinpanel.ingestion.exchange.binance.ControlFrame.Unknown;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class ControlFrameTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void readsAcknowledgements() {
    assertThat(read("{\"result\":null,\"id\":7}")).isEqualTo(new Acknowledged(7));
    assertThat(read("{\"result\":[\"btcusdt@trade\"],\"id\":8}"))
        .isEqualTo(new Subscribed(8, List.of("btcusdt@trade")));
  }

  @Test
  void readsErrorsNestedOrFlatWithAnIdOrWithout() {
    var refused = new Refused(2, "2", "Invalid request");
    assertThat(read("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":2}"))
        .isEqualTo(refused);
    assertThat(read("{\"code\":2,\"msg\":\"Invalid request\",\"id\":2}")).isEqualTo(refused);
    assertThat(read("{\"id\":null,\"error\":{\"code\":3,\"msg\":\"Invalid json\"}}"))
        .isEqualTo(new Refused(null, "3", "Invalid json"));
    assertThat(read("{\"error\":{\"code\":2,\"msg\":\"x\"}}"))
        .isEqualTo(new Refused(null, "2", "x"));
  }

  @Test
  void readsTheServersFarewellInBothShapes() {
    assertThat(read("{\"e\":\"serverShutdown\",\"E\":1770123456789}"))
        .isEqualTo(new ServerShutdown());
    assertThat(read("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}"))
        .isEqualTo(new ServerShutdown());
  }

  @Test
  void doesNotStumbleOverAnythingElse() {
    assertThat(read("{\"e\":\"kline\"}")).isEqualTo(new Unknown("kline"));
    assertThat(read("{\"e\":")).isEqualTo(new Unknown("garbage"));
    assertThat(read("")).isEqualTo(new Unknown("unknown"));
    assertThat(read("[1,2]")).isEqualTo(new Unknown("unknown"));
    assertThat(read("[".repeat(5000))).isEqualTo(new Unknown("garbage"));
  }

  private ControlFrame read(String frame) {
    return ControlFrame.read(json, frame);
  }
}

package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.binance.ControlMessage.Acknowledged;
import io.coinpanel.ingestion.exchange.binance.ControlMessage.Rejected;
import io.coinpanel.ingestion.exchange.binance.ControlMessage.ServerShutdown;
import io.coinpanel.ingestion.exchange.binance.ControlMessage.SubscriptionList;
import io.coinpanel.ingestion.exchange.binance.ControlMessage.Unknown;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class ControlMessageTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void readsAcknowledgements() {
    assertThat(read("{\"result\":null,\"id\":7}")).isEqualTo(new Acknowledged(7));
    assertThat(read("{\"result\":[\"btcusdt@trade\"],\"id\":8}"))
        .isEqualTo(new SubscriptionList(8, List.of("btcusdt@trade")));
  }

  @Test
  void readsErrorsNestedOrFlatWithAnIdOrWithout() {
    var refused = new Rejected(2, "2", "Invalid request");
    assertThat(read("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":2}"))
        .isEqualTo(refused);
    assertThat(read("{\"code\":2,\"msg\":\"Invalid request\",\"id\":2}")).isEqualTo(refused);
    assertThat(read("{\"id\":null,\"error\":{\"code\":3,\"msg\":\"Invalid json\"}}"))
        .isEqualTo(new Rejected(null, "3", "Invalid json"));
    assertThat(read("{\"error\":{\"code\":2,\"msg\":\"x\"}}"))
        .isEqualTo(new Rejected(null, "2", "x"));
  }

  @Test
  void parsesServerShutdownInBothFormats() {
    assertThat(read("{\"e\":\"serverShutdown\",\"E\":1770123456789}"))
        .isEqualTo(new ServerShutdown());
    assertThat(read("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}"))
        .isEqualTo(new ServerShutdown());
  }

  @Test
  void parsesAnythingElseAsUnknown() {
    assertThat(read("{\"e\":\"kline\"}")).isEqualTo(new Unknown("kline"));
    assertThat(read("{\"e\":")).isEqualTo(new Unknown("garbage"));
    assertThat(read("")).isEqualTo(new Unknown("unknown"));
    assertThat(read("[1,2]")).isEqualTo(new Unknown("unknown"));
    assertThat(read("[".repeat(5000))).isEqualTo(new Unknown("garbage"));
  }

  private ControlMessage read(String frame) {
    return ControlMessage.parse(json, frame);
  }
}

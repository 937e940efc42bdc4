package io.coinpanel.cli.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AlertTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void theNearestComesFirstAndWhatCannotFireLast() {
    Alert finished = alert("1", "finished", "100", "100");
    Alert unknown = alert("2", "active", "100", "");
    Alert far = alert("3", "active", "150", "100");
    Alert paused = alert("4", "paused", "99.5", "100");
    assertThat(List.of(finished, paused, unknown, far).stream().sorted(Alert.NEAREST_FIRST))
        .containsExactly(far, unknown, paused, finished);
  }

  @Test
  void itsTitleHasItsName() {
    assertThat(alert("1", "active", "100", "99").title()).isEqualTo("BTCUSDT above 100 \"Up\"");
  }

  private static Alert alert(String id, String status, String threshold, String price) {
    return Alert.of(
        JSON.createObjectNode()
            .put("id", id)
            .put("symbol", "btcusdt")
            .put("condition", "above")
            .put("threshold", threshold)
            .put("name", "Up")
            .put("status", status)
            .put("last_price", price));
  }
}

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

  @Test
  void describesEveryConditionAndTheDistanceToTheNearestEdge() {
    Alert range =
        Alert.of(
            JSON.createObjectNode()
                .put("symbol", "btcusdt")
                .put("condition", "leave")
                .put("lower", "80")
                .put("upper", "110")
                .put("hold_seconds", 60)
                .put("last_price", "100"));
    assertThat(range.description()).isEqualTo("BTCUSDT outside 80 to 110 for 60 s");
    assertThat(range.distanceText()).isEqualTo("+10.00 %");
    Alert rise =
        Alert.of(
            JSON.createObjectNode()
                .put("symbol", "btcusdt")
                .put("condition", "rise")
                .put("percent", "2.5")
                .put("last_price", "100"));
    assertThat(rise.description()).isEqualTo("BTCUSDT rising 2.5 %");
    assertThat(rise.distanceText()).isEmpty();
  }

  @Test
  void aConditionOfANewerServerIsNamed() {
    Alert unknown =
        Alert.of(JSON.createObjectNode().put("symbol", "btcusdt").put("condition", "dance"));
    assertThat(unknown.description()).isEqualTo("BTCUSDT dance");
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

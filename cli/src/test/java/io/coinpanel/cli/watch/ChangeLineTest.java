package io.coinpanel.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.client.Received;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ChangeLineTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void saysWhatHasHappenedToAnAlert() {
    assertThat(updated("paused", "limit_exceeded"))
        .isEqualTo("Alert 12, BTCUSDT above 66000 \"Up\", is paused (limit_exceeded).");
    assertThat(updated("finished", "expired")).endsWith("has finished (expired).");
    assertThat(updated("halted", "")).endsWith("is halted: the symbol is not trading.");
    assertThat(updated("pending", "")).endsWith("is now revision 2, pending.");
  }

  private static String updated(String status, String reason) {
    String text =
        """
        {"type":"updated","reason":"%s","subscription":{"id":"12","symbol":"btcusdt","name":"Up",
         "condition":"above","threshold":"66000","revision":2,"status":"%s"}}
        """
            .formatted(reason, status);
    return ChangeLine.of(new Received.Message(text, JSON.readTree(text)));
  }
}

package io.coinpanel.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.terminal.TextStyle;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final StatusLine line =
      new StatusLine(
          new WatchTerms(
              "btcusdt",
              Condition.Threshold.plain(ConditionKind.ABOVE, new Price(100 * Price.ONE)),
              Repeat.EVERY,
              0,
              Map.of()));

  @Test
  void showsPriceDistanceAndConnection() {
    assertThat(line.text(TextStyle.PLAIN))
        .isEqualTo("BTCUSDT no price yet | connecting | 0 notifications");
    line.connected();
    line.price("80");
    line.notified();
    assertThat(line.text(TextStyle.PLAIN))
        .isEqualTo("BTCUSDT 80 | +25.00 % to 100 | connected | 1 notification");
    line.lost("not connected");
    assertThat(line.text(TextStyle.PLAIN))
        .isEqualTo("BTCUSDT 80 | +25.00 % to 100 | not connected | 1 notification");
  }

  @Test
  void aPriceIsGreenWhenItRisesAndRedWhenItFalls() {
    line.connected();
    line.price("80");
    line.price("81");
    assertThat(line.text(TextStyle.COLOURED)).contains("\u001b[32m81");
    line.price("79");
    assertThat(line.text(TextStyle.COLOURED)).contains("\u001b[31m79");
  }
}

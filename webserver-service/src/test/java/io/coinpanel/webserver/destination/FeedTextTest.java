package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeedTextTest {

  private static final Instant SINCE = Instant.parse("2026-07-01T12:00:00Z");

  private static String ok(long found, long missing) {
    return FeedText.of(new FeedOk("btcusdt", SINCE, found, missing));
  }

  @Test
  void saysSinceWhenAlertsAreBlind() {
    assertThat(FeedText.of(new FeedStale("btcusdt", SINCE)))
        .isEqualTo("BTCUSDT: no trades received since 2026-07-01 12:00:00 UTC");
  }

  @Test
  void saysWhatWasMissed() {
    assertThat(ok(0, 0)).isEqualTo("BTCUSDT: trades are received again. No trades were missed");
    assertThat(ok(1, 0))
        .isEqualTo("BTCUSDT: trades are received again. All missed trades were recovered: 1");
    assertThat(ok(12, 1))
        .isEqualTo("BTCUSDT: trades are received again. Missed trades: 12 recovered, 1 lost");
  }
}

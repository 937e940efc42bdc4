package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeRejectionTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 Too Many Requests|Retry-After: 30|30",
        "429 x|RETRY-AFTER:  7 |7",
        "418 I'm a teapot|retry-after: Sat, 31 Jan 2026 14:00:00 GMT|7200",
        "503 Unavailable|Retry-After: 5|5",
        "429 x|Retry-After: soon|10",
        "429 x|Server: x|10",
        "418 x|Server: x|120",
        "503 x|Server: x|0",
      })
  void pausesAsLongAsTheExchangeAsks(String status, String header, long seconds) {
    UpgradeRejection refusal =
        read("HTTP/1.1 " + status + "\r\nDate: x\r\n" + header + "\r\n\r\n{}").orElseThrow();
    assertThat(refusal.pause(NOW).orElse(Duration.ZERO)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void upgradeIsNotARejection() {
    assertThat(read("HTTP/1.1 101 Switching Protocols\r\nUpgr")).isEmpty();
    assertThat(read("garbage")).isEmpty();
  }

  @Test
  void waitsForTheHeadersOfARefusal() {
    assertThatThrownBy(() -> read("HTTP/1.1 429 x\r\nRetry-"))
        .isInstanceOf(IncompleteHandshakeException.class);
  }

  private static Optional<UpgradeRejection> read(String answer) {
    return UpgradeRejection.parse(ByteBuffer.wrap(answer.getBytes(ISO_8859_1)));
  }
}

package io.coinpanel.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventScannerTest {

  private final EventScanner scanner = new EventScanner();

  private int events(String piece) {
    return scanner.events(Unpooled.copiedBuffer(piece, StandardCharsets.UTF_8));
  }

  @Test
  void countsEventsWithAnId() {
    assertThat(events("id: 1\nevent: notification\ndata: {}\n\nid: 2\ndata: {}\n\n")).isEqualTo(2);
  }

  @Test
  void skipsCommentsAndEventsWithoutAnId() {
    assertThat(events(":\n\n: id\n\nevent: feed\ndata: {\"id\":1}\n\n")).isZero();
  }

  @Test
  void countsAnEventInTwoPiecesOnceItIsWhole() {
    assertThat(events("id: 1\ndata: {}\n")).isZero();
    assertThat(events("\n")).isOne();
  }
}

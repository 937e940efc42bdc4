package io.coinpanel.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.MessageFrame;
import io.coinpanel.benchmarks.load.Pacer;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

  private static final LoadClient CLIENT = new LoadClient(0, new EmbeddedChannel(), 0);

  private final LatencyRecorder latencyRecorder = new LatencyRecorder();

  private static MessageFrame notification(long trade) {
    String text = "{\"type\":\"notification\",\"id\":\"1\",\"trade_id\":" + trade + ",\"x\":1}";
    return new MessageFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  @Test
  void measuresFromTheIntendedSendTime() throws InterruptedException {
    latencyRecorder.onFrame(CLIENT, notification(7), 5_000_000);
    latencyRecorder.sent(7, 1_000_000);
    latencyRecorder.await(Duration.ofSeconds(1));
    assertThat(latencyRecorder.histogram().getMaxValue()).isBetween(4_000_000L, 4_010_000L);
  }

  @Test
  void failsWhenANotificationIsMissing() {
    latencyRecorder.sent(7, 0);
    assertThatIllegalStateException()
        .isThrownBy(() -> latencyRecorder.await(Duration.ZERO))
        .withMessage("1 trades crossed, 0 notifications came");
  }

  @Test
  void includesDelaysThatBlockTheSender() {
    List<Long> late = new ArrayList<>();
    Pacer.run(
        5,
        1_000_000,
        intended -> {
          block(Duration.ofMillis(1));
          late.add(System.nanoTime() - intended);
        });
    // Each was held up by all before it: a sender that waits would report 1 ms for each.
    assertThat(late).isSorted();
    assertThat(late.getLast()).isGreaterThan(4_900_000L);
  }

  private static void block(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void crossesOneThresholdWithEachTrade() {
    PriceLevels priceLevels = new PriceLevels(2);
    assertThat(
            List.of(
                priceLevels.next(),
                priceLevels.next(),
                priceLevels.next(),
                priceLevels.next(),
                priceLevels.next()))
        .containsExactly("1001", "1002", "1001", "1000", "1001");
    assertThat(List.of(PriceLevels.threshold(0), PriceLevels.threshold(1)))
        .containsExactly("1000.5", "1001.5");
  }
}

package io.coinpanel.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageFrameTest {

  private static MessageFrame frame(String text) {
    return new MessageFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  @Test
  void distinguishesMessages() {
    assertThat(frame("{\"type\":\"subscribed\",\"created\":true}").isSubscribed()).isTrue();
    assertThat(frame("{\"type\":\"subscriptions\"}").isSubscribed()).isFalse();
    assertThat(frame("{\"type\":\"active\"}").isActive()).isTrue();
    assertThat(frame("{\"type\":\"error\"}").isError()).isTrue();
    assertThat(frame("{").isWelcome()).isFalse();
  }

  @Test
  void readsTheTradeOfANotification() {
    MessageFrame messageFrame =
        frame("{\"type\":\"notification\",\"price\":\"65000\",\"trade_id\":4242,\"a\":1}");
    assertThat(messageFrame.isNotification()).isTrue();
    assertThat(messageFrame.tradeId()).isEqualTo(4242);
  }
}

package io.coinpanel.webserver.socket;

import static io.coinpanel.webserver.socket.CommandRateLimit.Verdict.ACCEPTED;
import static io.coinpanel.webserver.socket.CommandRateLimit.Verdict.FLOODED;
import static io.coinpanel.webserver.socket.CommandRateLimit.Verdict.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandRateLimitTest {

  private final CommandRateLimit rate = new CommandRateLimit(2);

  private List<CommandRateLimit.Verdict> send(int commands, long at) {
    return IntStream.range(0, commands).mapToObj(i -> rate.check(at)).toList();
  }

  @Test
  void acceptsTheLimitInEverySecond() {
    assertThat(send(3, 0)).containsExactly(ACCEPTED, ACCEPTED, REJECTED);
    assertThat(send(3, 1_000)).containsExactly(ACCEPTED, ACCEPTED, REJECTED);
  }

  @Test
  void aHundredRefusalsAreAFlood() {
    assertThat(send(101, 0)).endsWith(REJECTED).doesNotContain(FLOODED);
    assertThat(send(3, 1_000)).containsExactly(ACCEPTED, ACCEPTED, FLOODED);
  }

  @Test
  void secondBelowTheLimitResetsFlooding() {
    send(101, 0);
    send(1, 1_000);
    assertThat(send(3, 2_000)).containsExactly(ACCEPTED, ACCEPTED, REJECTED);
  }

  @Test
  void delayedCommandsMayArriveInABurst() {
    assertThat(send(2, 0)).containsOnly(ACCEPTED);
    rate.addStall(3_500);
    assertThat(send(9, 3_500)).startsWith(ACCEPTED).endsWith(ACCEPTED, REJECTED).hasSize(9);
    assertThat(send(3, 4_500)).containsExactly(ACCEPTED, ACCEPTED, REJECTED);
  }

  @Test
  void delayedCommandsMayArriveOverSeveralSeconds() {
    rate.addStall(2_000);
    assertThat(send(4, 2_000)).containsOnly(ACCEPTED);
    assertThat(send(5, 3_000)).containsExactly(ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED, REJECTED);
  }

  @Test
  void secondBelowTheLimitEndsTheAllowance() {
    rate.addStall(10_000);
    send(1, 10_000);
    send(1, 11_000);
    assertThat(send(3, 12_000)).containsExactly(ACCEPTED, ACCEPTED, REJECTED);
  }

  @Test
  void aSharedBudgetRefusesToo() {
    assertThat(rate.check(0, () -> false)).isEqualTo(REJECTED);
    assertThat(rate.check(0, () -> true)).isEqualTo(ACCEPTED);
    AtomicInteger counted = new AtomicInteger();
    rate.check(0, () -> counted.incrementAndGet() > 0);
    assertThat(counted).as("beyond the socket's own limit").hasValue(0);
  }

  @Test
  void refusalsOfASharedBudgetAreAFlood() {
    for (int i = 1; i < 100; i++) {
      assertThat(rate.check(i * 1_000L, () -> false)).isEqualTo(REJECTED);
    }
    assertThat(rate.check(100_000, () -> false)).isEqualTo(FLOODED);
  }

  @Test
  void delayedCommandsDoNotCountForASharedBudget() {
    rate.addStall(1_000);
    assertThat(rate.check(1_000, () -> false)).isEqualTo(ACCEPTED);
    assertThat(rate.check(1_000, () -> false)).isEqualTo(ACCEPTED);
    assertThat(rate.check(1_000, () -> false)).isEqualTo(REJECTED);
  }

  @Test
  void normalLatencyAddsNoAllowance() {
    for (int i = 0; i < 100; i++) {
      rate.addStall(999);
    }
    assertThat(send(3, 0)).containsExactly(ACCEPTED, ACCEPTED, REJECTED);
  }
}

package io.coinpanel.webserver.connection;

import static io.coinpanel.webserver.connection.CommandRate.Verdict.ACCEPTED;
import static io.coinpanel.webserver.connection.CommandRate.Verdict.FLOODED;
import static io.coinpanel.webserver.connection.CommandRate.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandRateTest {

  private final CommandRate rate = new CommandRate(2);

  private List<CommandRate.Verdict> send(int commands, long at) {
    return IntStream.range(0, commands).mapToObj(i -> rate.judge(at)).toList();
  }

  @Test
  void acceptsTheLimitInEverySecond() {
    assertThat(send(3, 0)).containsExactly(ACCEPTED, ACCEPTED, REFUSED);
    assertThat(send(3, 1_000)).containsExactly(ACCEPTED, ACCEPTED, REFUSED);
  }

  @Test
  void aHundredRefusalsAreAFlood() {
    assertThat(send(101, 0)).endsWith(REFUSED).doesNotContain(FLOODED);
    assertThat(send(3, 1_000)).containsExactly(ACCEPTED, ACCEPTED, FLOODED);
  }

  @Test
  void aCalmSecondForgivesWhatWasBefore() {
    send(101, 0);
    send(1, 1_000);
    assertThat(send(3, 2_000)).containsExactly(ACCEPTED, ACCEPTED, REFUSED);
  }

  @Test
  void whatHadToWaitMayComeAtOnce() {
    assertThat(send(2, 0)).containsOnly(ACCEPTED);
    rate.waited(3_500);
    assertThat(send(9, 3_500)).startsWith(ACCEPTED).endsWith(ACCEPTED, REFUSED).hasSize(9);
    assertThat(send(3, 4_500)).containsExactly(ACCEPTED, ACCEPTED, REFUSED);
  }

  @Test
  void whatHadToWaitMayComeOverSeveralSeconds() {
    rate.waited(2_000);
    assertThat(send(4, 2_000)).containsOnly(ACCEPTED);
    assertThat(send(5, 3_000)).containsExactly(ACCEPTED, ACCEPTED, ACCEPTED, ACCEPTED, REFUSED);
  }

  @Test
  void aCalmSecondEndsWhatMayComeAtOnce() {
    rate.waited(10_000);
    send(1, 10_000);
    send(1, 11_000);
    assertThat(send(3, 12_000)).containsExactly(ACCEPTED, ACCEPTED, REFUSED);
  }

  @Test
  void answeringAtItsUsualPaceAddsNothing() {
    for (int i = 0; i < 100; i++) {
      rate.waited(999);
    }
    assertThat(send(3, 0)).containsExactly(ACCEPTED, ACCEPTED, REFUSED);
  }
}

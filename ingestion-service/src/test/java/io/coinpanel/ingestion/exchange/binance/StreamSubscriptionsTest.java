package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSubscriptionsTest {

  private static final long LIST_INTERVAL = 1_000_000_000;

  private final RejectedStreams rejected = new RejectedStreams();
  private final StreamSubscriptions subscriptions =
      new StreamSubscriptions(rejected, LIST_INTERVAL);
  private final Set<String> wanted = new TreeSet<>();
  private final List<String> sent = new ArrayList<>();
  private long now;

  @Test
  void commandsHaveAtMostFourThousandBytesAlsoInOtherScripts() {
    IntStream.range(0, 500).forEach(i -> wanted.add("币安人生" + i + "usdt"));
    send();
    assertThat(sent).hasSizeGreaterThan(3).allMatch(text -> text.getBytes(UTF_8).length <= 4_000);
    IntStream.rangeClosed(1, sent.size()).forEach(this::acknowledge);
    assertThat(subscriptions.confirmed()).isEqualTo(wanted);
  }

  @Test
  void anAcknowledgementCountsWheneverItComes() {
    wanted.add("btcusdt");
    send();
    after(Duration.ofSeconds(4));
    send();
    assertThat(sent).hasSize(1);
    after(Duration.ofSeconds(2));
    send();
    assertThat(sent.getLast()).contains("LIST_SUBSCRIPTIONS");
    after(Duration.ofSeconds(20));
    send();
    assertThat(sent).hasSize(2);
    acknowledge(1);
    assertThat(subscriptions.isOpen("btcusdt")).isTrue();
  }

  @Test
  void listResolvesAnUnansweredCommand() {
    wanted.addAll(List.of("a", "b", "c"));
    send();
    after(Duration.ofSeconds(6));
    send();
    list(2, "a@trade");
    assertThat(subscriptions.confirmed()).containsExactly("a");
    send();
    assertThat(sent.subList(2, 4)).allMatch(text -> text.contains("SUBSCRIBE"));
    assertThat(sent.get(2)).contains("b@trade").doesNotContain("c@trade");
    acknowledge(1);
    assertThat(subscriptions.confirmed()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void listIgnoresRecentCommands() {
    wanted.add("a");
    send();
    acknowledge(1);
    wanted.add("b");
    send();
    after(Duration.ofSeconds(2));
    send();
    assertThat(sent.getLast()).contains("LIST_SUBSCRIPTIONS");
    wanted.add("c");
    send();
    acknowledge(4);
    list(3, "a@trade");
    assertThat(subscriptions.confirmed()).containsExactlyInAnyOrder("a", "c");
    acknowledge(2);
    assertThat(subscriptions.confirmed()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void resubscribesMissingAndUnsubscribesStrayStreams() {
    wanted.add("a");
    send();
    acknowledge(1);
    after(Duration.ofSeconds(1));
    send();
    list(2, "stray@trade");
    assertThat(subscriptions.isOpen("a")).isFalse();
    send();
    assertThat(sent.subList(2, 4))
        .containsExactly(
            "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"stray@trade\"],\"id\":3}",
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"a@trade\"],\"id\":4}");
  }

  @Test
  void anUnansweredListIsAReasonToReplaceTheConnection() {
    wanted.add("a");
    send();
    after(Duration.ofSeconds(6));
    send();
    after(Duration.ofSeconds(60));
    assertThat(subscriptions.isUnresponsive(now)).isFalse();
    after(Duration.ofSeconds(1));
    assertThat(subscriptions.isUnresponsive(now)).isTrue();
  }

  @Test
  void staleAcknowledgementDoesNotUndoLaterCommands() {
    wanted.add("a");
    send();
    after(Duration.ofSeconds(6));
    send();
    list(2, "a@trade");
    wanted.clear();
    send();
    acknowledge(3);
    assertThat(subscriptions.confirmed()).isEmpty();
    acknowledge(1);
    assertThat(subscriptions.confirmed()).isEmpty();
  }

  @Test
  void aStreamThatIsBeingEndedIsNotOpenAlthoughItIsWantedAgain() {
    wanted.add("a");
    send();
    acknowledge(1);
    wanted.clear();
    send();
    wanted.add("a");
    assertThat(subscriptions.isOpen("a")).isFalse();
    acknowledge(2);
    send();
    acknowledge(3);
    assertThat(subscriptions.isOpen("a")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bisectsARejectedCommand(boolean withId) {
    IntStream.range(0, 100).forEach(i -> wanted.add("s" + i));
    Optional<String> halted = Optional.empty();
    for (int round = 0; round < 60; round++) {
      Optional<StreamCommand> next = subscriptions.next(wanted, now);
      if (next.isPresent()) {
        Optional<String> before = halted;
        int id = sent.size() + 1;
        sent.add(subscriptions.sent(next.get(), now));
        if (sent.getLast().contains("\"s42@trade\"")) {
          halted = subscriptions.rejected(withId ? id : null, now).or(() -> before);
        } else {
          acknowledge(id);
        }
      }
      after(Duration.ofMillis(1_100));
      if (!sent.isEmpty() && sent.getLast().contains("LIST_SUBSCRIPTIONS")) {
        list(sent.size(), subscriptions.confirmed().stream().map(s -> s + "@trade").toList());
      }
    }
    assertThat(halted).contains("s42");
    assertThat(subscriptions.confirmed()).hasSize(99);
    assertThat(rejected.halted()).isEqualTo(1);
    assertThat(sent).hasSizeLessThan(30);
  }

  @Test
  void retriesAHaltedStreamAloneWithBackOff() {
    wanted.add("bad");
    List<Long> minutes = new ArrayList<>();
    for (int minute = 0; minute < 400; minute++) {
      send();
      if (sent.size() > minutes.size()) {
        minutes.add((long) minute);
        subscriptions.rejected(sent.size(), now);
      }
      after(Duration.ofMinutes(1));
    }
    assertThat(minutes).startsWith(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
    wanted.add("good");
    send();
    after(Duration.ofHours(1));
    send();
    assertThat(sent.getLast()).contains("bad").doesNotContain("good");
    acknowledge(sent.size());
    assertThat(subscriptions.isOpen("bad")).isTrue();
    assertThat(rejected.halted()).isZero();
  }

  private void send() {
    for (Optional<StreamCommand> next = subscriptions.next(wanted, now);
        next.isPresent();
        next = subscriptions.next(wanted, now)) {
      sent.add(subscriptions.sent(next.get(), now));
    }
  }

  private void acknowledge(int id) {
    subscriptions.acknowledged(id, now);
  }

  private void list(int id, String... streams) {
    list(id, List.of(streams));
  }

  private void list(int id, List<String> streams) {
    subscriptions.applyList(id, streams, now);
  }

  private void after(Duration time) {
    now += time.toMillis();
  }
}

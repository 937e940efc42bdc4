package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.coinpanel.systemtests.soak.DestinationChecker.Received;
import io.coinpanel.systemtests.soak.DestinationChecker.Stand;
import io.coinpanel.systemtests.soak.DestinationChecker.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each broken promise has to show. */
class DestinationCheckerTest {

  private static final Stand DONE = new Stand(15, false, Set.of());
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FaultTimes faults = new FaultTimes();
  private final List<Received> received = new ArrayList<>();

  private static long price(long id) {
    return 100 + id;
  }

  private static Instant minute(long minutes) {
    return START.plus(LONG.multipliedBy(minutes));
  }

  private DestinationCheckerTest got(SoakMessage message, boolean isAccepted, boolean isBad) {
    received.add(new Received(message, isAccepted, isBad, minute(received.size())));
    return this;
  }

  private DestinationCheckerTest accepted(long id) {
    return got(SoakMessage.single("" + id, price(id), id), true, false);
  }

  private DestinationCheckerTest acceptedWithABadAnswer(long id) {
    return got(SoakMessage.single("" + id, price(id), id), true, true);
  }

  private DestinationCheckerTest refused(long id) {
    return got(SoakMessage.single("" + id, price(id), id), false, false);
  }

  private DestinationCheckerTest several(long first, long last) {
    return got(sum(first, last), true, false);
  }

  private static SoakMessage sum(long first, long last) {
    int count = (int) (last - first + 1);
    return new SoakMessage("sum-" + last, price(last), count, first, last);
  }

  private void kill(Instant at) {
    faults.add("killed", at, at);
  }

  private DestinationChecker compare(Stand stand) {
    DestinationChecker checker =
        new DestinationChecker(
            "destination",
            LongStream.rangeClosed(11, 15)
                .mapToObj(id -> new Stored(id, price(id), START))
                .toList(),
            faults,
            message -> List.of());
    checker.compare(received, stand);
    return checker;
  }

  private static void assertComplaint(DestinationChecker checker, String about) {
    assertThat(checker.complaints()).singleElement().asString().contains(about);
  }

  @Test
  void acceptsCorrectDelivery() {
    kill(minute(2));
    DestinationChecker checker =
        refused(11).accepted(11).accepted(12).accepted(12).several(13, 15).compare(DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.accepted()).isEqualTo(4);
    assertThat(checker.repeats()).containsExactly(entry("killed", 1));
    assertThat(checker.rewinds()).isZero();
    assertThat(checker.summaries()).isOne();
    assertThat(checker.longestDelay()).isEqualTo(LONG.multipliedBy(4));
  }

  @Test
  void detectsARepeatThatNothingExplains() {
    kill(minute(1));
    DestinationChecker checker =
        accepted(11).accepted(12).several(13, 15).several(13, 15).compare(DONE);
    assertComplaint(checker, "came again");
    assertThat(checker.repeats()).containsExactly(entry(DestinationChecker.UNEXPLAINED, 1));
  }

  @Test
  void aFaultExplainsOneRepeat() {
    faults.add("frozen", minute(0), minute(2));
    DestinationChecker checker =
        accepted(11).accepted(11).accepted(11).several(12, 15).compare(DONE);
    assertComplaint(checker, "came again");
    assertThat(checker.repeats())
        .containsOnly(entry("frozen", 1), entry(DestinationChecker.UNEXPLAINED, 1));
  }

  @Test
  void aBadAnswerExplainsARepeat() {
    DestinationChecker checker =
        acceptedWithABadAnswer(11)
            .acceptedWithABadAnswer(11)
            .accepted(11)
            .several(12, 15)
            .compare(DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.repeats()).containsExactly(entry(DestinationChecker.BAD_ANSWER, 2));
  }

  @Test
  void acceptsTextsThatSayNoIds() {
    got(SoakMessage.ofText("", "BTCUSDT rose above 1.5: 111"), true, false);
    got(
        SoakMessage.ofText(
            "", "4 alerts in 5 s. The newest: BTCUSDT rose above 1.5: 115 (2 min ago)"),
        true,
        false);
    DestinationChecker checker = compare(DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.summaries()).isOne();
  }

  @Test
  void detectsALostNotification() {
    DestinationChecker checker = accepted(11).accepted(12).several(14, 15).compare(DONE);
    assertComplaint(checker, "was lost");
    assertThat(checker.complaints()).singleElement().asString().contains("id=13, price=113");
    assertThat(checker.lost()).isOne();
  }

  @Test
  void detectsALostNotificationThatWasOnlyRefused() {
    assertComplaint(accepted(11).refused(12).several(13, 15).compare(DONE), "was lost");
  }

  @Test
  void acceptsWhatIsShownAsFailed() {
    DestinationChecker checker =
        accepted(11)
            .refused(12)
            .accepted(13)
            .got(sum(14, 15), false, false)
            .compare(new Stand(15, false, Set.of("12", "sum-15")));
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.givenUp()).isEqualTo(3);
  }

  @Test
  void detectsWhatIsShownAsFailedWithoutAnAttempt() {
    assertComplaint(
        accepted(11).accepted(13).several(14, 15).compare(new Stand(15, false, Set.of("12"))),
        "was lost");
  }

  @Test
  void detectsAWrongOrder() {
    assertComplaint(
        accepted(11).accepted(13).accepted(12).several(14, 15).compare(DONE), "came after");
  }

  @Test
  void countsARepeatAfterLaterOnes() {
    kill(minute(0));
    kill(minute(1));
    DestinationChecker checker =
        accepted(11).accepted(12).accepted(11).several(12, 15).compare(DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.repeats()).containsExactly(entry("killed", 2));
    assertThat(checker.rewinds()).isOne();
  }

  @Test
  void detectsAnotherIdThanThatOfTheNotification() {
    assertComplaint(
        several(11, 14).got(SoakMessage.single("14", price(15), 15), true, false).compare(DONE),
        "is of 15 to 15");
  }

  @Test
  void detectsASummaryOfOthersThanItSays() {
    assertComplaint(
        accepted(11)
            .got(new SoakMessage("sum-15", price(15), 4, 11, 15), true, false)
            .compare(DONE),
        "is of 12 to 15");
  }

  @Test
  void detectsWhatIsNotStored() {
    assertComplaint(several(11, 15).accepted(16).compare(DONE), "no stored notification");
  }

  @Test
  void detectsWhatWaitsForNothing() {
    assertComplaint(several(11, 14).compare(new Stand(14, false, Set.of())), "waits although");
  }

  @Test
  void acceptsWhatWaitsForAReceiverThatIsAway() {
    DestinationChecker checker = several(11, 14).refused(15).compare(new Stand(14, true, Set.of()));
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.waiting()).isOne();
  }
}

package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.systemtests.soak.DestinationChecker.Received;
import io.coinpanel.systemtests.soak.DestinationChecker.Stand;
import io.coinpanel.systemtests.soak.DestinationChecker.Stored;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each broken promise has to show. */
class DestinationCheckerTest {

  private static final Stand DONE = new Stand(15, false, Set.of());

  private final DestinationChecker checker =
      new DestinationChecker(
          "destination",
          LongStream.rangeClosed(11, 15).mapToObj(id -> new Stored(id, price(id))).toList());

  private static long price(long id) {
    return 100 + id;
  }

  private static Received accepted(long id) {
    return new Received(SoakMessage.single("" + id, price(id), id), true);
  }

  private static Received refused(long id) {
    return new Received(SoakMessage.single("" + id, price(id), id), false);
  }

  private static Received several(long first, long last, boolean isAccepted) {
    int count = (int) (last - first + 1);
    return new Received(
        new SoakMessage("sum-" + last, price(last), count, first, last), isAccepted);
  }

  private void assertComplaint(String about) {
    assertThat(checker.complaints()).singleElement().asString().contains(about);
  }

  @Test
  void acceptsCorrectDelivery() {
    checker.compare(
        List.of(refused(11), accepted(11), accepted(12), accepted(12), several(13, 15, true)),
        DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.accepted()).isEqualTo(4);
    assertThat(checker.repeats()).isOne();
    assertThat(checker.rewinds()).isZero();
    assertThat(checker.summaries()).isOne();
  }

  @Test
  void acceptsTextsThatSayNoIds() {
    checker.compare(
        List.of(
            new Received(SoakMessage.ofText("", "BTCUSDT rose above 1.5: 111"), true),
            new Received(
                SoakMessage.ofText(
                    "", "4 alerts in 5 s. The newest: BTCUSDT rose above 1.5: 115 (2 min ago)"),
                true)),
        DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.summaries()).isOne();
  }

  @Test
  void detectsALostNotification() {
    checker.compare(List.of(accepted(11), accepted(12), several(14, 15, true)), DONE);
    assertComplaint("id=13, price=113] was lost");
  }

  @Test
  void detectsALostNotificationThatWasOnlyRefused() {
    checker.compare(List.of(accepted(11), refused(12), several(13, 15, true)), DONE);
    assertComplaint("was lost");
  }

  @Test
  void acceptsWhatIsShownAsFailed() {
    checker.compare(
        List.of(accepted(11), refused(12), accepted(13), several(14, 15, false)),
        new Stand(15, false, Set.of("12", "sum-15")));
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.givenUp()).isEqualTo(3);
  }

  @Test
  void detectsWhatIsShownAsFailedWithoutAnAttempt() {
    checker.compare(
        List.of(accepted(11), accepted(13), several(14, 15, true)),
        new Stand(15, false, Set.of("12")));
    assertComplaint("was lost");
  }

  @Test
  void detectsAWrongOrder() {
    checker.compare(List.of(accepted(11), accepted(13), accepted(12), several(14, 15, true)), DONE);
    assertComplaint("came after");
  }

  @Test
  void countsARepeatAfterLaterOnes() {
    checker.compare(List.of(accepted(11), accepted(12), accepted(11), several(12, 15, true)), DONE);
    assertThat(checker.complaints()).isEmpty();
    assertThat(checker.repeats()).isEqualTo(2);
    assertThat(checker.rewinds()).isOne();
  }

  @Test
  void detectsAnotherIdThanThatOfTheNotification() {
    checker.compare(
        List.of(several(11, 14, true), new Received(SoakMessage.single("14", price(15), 15), true)),
        DONE);
    assertComplaint("is of 15 to 15");
  }

  @Test
  void detectsASummaryOfOthersThanItSays() {
    checker.compare(
        List.of(accepted(11), new Received(new SoakMessage("sum-15", price(15), 4, 11, 15), true)),
        DONE);
    assertComplaint("is of 12 to 15");
  }

  @Test
  void detectsWhatIsNotStored() {
    checker.compare(List.of(several(11, 15, true), accepted(16)), DONE);
    assertComplaint("no stored notification");
  }

  @Test
  void detectsWhatWaitsForNothing() {
    checker.compare(List.of(several(11, 14, true)), new Stand(14, false, Set.of()));
    assertComplaint("waits although");
  }

  @Test
  void acceptsWhatWaitsForAReceiverThatIsAway() {
    checker.compare(List.of(several(11, 14, true), refused(15)), new Stand(14, true, Set.of()));
    assertThat(checker.complaints()).isEmpty();
  }
}

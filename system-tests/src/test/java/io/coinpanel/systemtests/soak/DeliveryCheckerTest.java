package io.coinpanel.systemtests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.systemtests.soak.DeliveryChecker.Listed;
import io.coinpanel.systemtests.soak.DeliveryChecker.Row;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The soak is worth as much as its records: each broken promise has to show. */
class DeliveryCheckerTest {

  private static final String BTC = "btcusdt";
  private static final List<Listed> LIST = List.of(new Listed(7, BTC, true));

  private final DeliveryChecker deliveryChecker = new DeliveryChecker("client");

  @BeforeEach
  void subscribe() {
    deliveryChecker.subscribed(7, BTC);
    deliveryChecker.activated(7);
    deliveryChecker.notified(1, 7, BTC, 100);
  }

  private void assertComplaint(String about) {
    assertThat(deliveryChecker.violations()).singleElement().asString().contains(about);
  }

  @Test
  void acceptsCorrectDelivery() {
    deliveryChecker.notified(2, 7, BTC, 101);
    deliveryChecker.resumed(LIST, true, true);
    deliveryChecker.notified(3, 7, BTC, 102);
    deliveryChecker.resumed(LIST, true, false);
    deliveryChecker.notified(2, 7, BTC, 101);
    deliveryChecker.notified(3, 7, BTC, 102);
    deliveryChecker.notified(4, 7, BTC, 103);
    deliveryChecker.unsubscribed(7);
    List<Row> rows = List.of(row(1), row(2), row(3), row(4), row(5));
    deliveryChecker.compare(rows, true);
    assertThat(deliveryChecker.violations()).isEmpty();
    assertThat(deliveryChecker.repeated()).isEqualTo(2);
    assertThat(deliveryChecker.hasAll(rows)).isTrue();
  }

  private static Row row(long id) {
    return new Row(id, 7);
  }

  @Test
  void detectsAMissingNotification() {
    deliveryChecker.notified(3, 7, BTC, 102);
    assertThat(deliveryChecker.hasAll(List.of(row(3), row(4)))).isFalse();
    deliveryChecker.compare(List.of(row(1), row(2), row(3)), false);
    assertComplaint("1 never came");
  }

  @Test
  void whatFiresWhileItIsUnsubscribedMayComeOrNot() {
    deliveryChecker.subscribed(8, BTC);
    deliveryChecker.activated(8);
    deliveryChecker.unsubscribing(7);
    deliveryChecker.notified(3, 8, BTC, 102);
    deliveryChecker.unsubscribed(7);
    deliveryChecker.compare(List.of(row(1), row(2), new Row(3, 8)), true);
    assertThat(deliveryChecker.violations()).isEmpty();
  }

  /** As after an unsubscribe that was not stored. */
  @Test
  void whatFiredBeforeALaterNotificationHasToCome() {
    deliveryChecker.unsubscribing(7);
    deliveryChecker.notified(3, 7, BTC, 102);
    deliveryChecker.unsubscribed(7);
    deliveryChecker.compare(List.of(row(1), row(2), row(3)), true);
    assertComplaint("1 never came");
  }

  @Test
  void whatFiredBeforeItIsUnsubscribedHasToCome() {
    deliveryChecker.notified(3, 7, BTC, 102);
    deliveryChecker.unsubscribing(7);
    deliveryChecker.unsubscribed(7);
    deliveryChecker.compare(List.of(row(1), row(2), row(3)), true);
    assertComplaint("1 never came");
  }

  @Test
  void detectsADuplicate() {
    deliveryChecker.resumed(LIST, true, true);
    deliveryChecker.notified(1, 7, BTC, 100);
    assertComplaint("came twice");
  }

  @Test
  void detectsALateNotification() {
    deliveryChecker.notified(3, 7, BTC, 102);
    deliveryChecker.resumed(LIST, true, false);
    deliveryChecker.notified(2, 7, BTC, 101);
    assertComplaint("came after 3 had come");
  }

  @Test
  void detectsTradesOutOfOrder() {
    deliveryChecker.notified(2, 7, BTC, 99);
    assertComplaint("trade 99");
  }

  @Test
  void detectsIdsOutOfOrder() {
    deliveryChecker.notified(3, 7, BTC, 101);
    deliveryChecker.resumed(LIST, true, false);
    deliveryChecker.notified(3, 7, BTC, 101);
    deliveryChecker.notified(1, 7, BTC, 101);
    assertComplaint("came after 3");
  }

  @Test
  void detectsNotificationsOutsideASubscription() {
    deliveryChecker.unsubscribed(7);
    deliveryChecker.notified(2, 7, BTC, 101);
    assertComplaint("which it has not");
  }

  @Test
  void detectsALostSubscription() {
    deliveryChecker.resumed(List.of(), true, true);
    assertComplaint("was lost");
  }

  @Test
  void detectsAPartialRecovery() {
    deliveryChecker.resumed(LIST, false, true);
    assertComplaint("not recovered");
  }

  @Test
  void detectsANotificationBeforeActivation() {
    deliveryChecker.subscribed(8, BTC);
    deliveryChecker.notified(2, 8, BTC, 101);
    assertComplaint("before its subscription was active");
  }

  @Test
  void expectsForgottenNotificationsAgain() {
    deliveryChecker.notified(2, 7, BTC, 101);
    deliveryChecker.forgetAfter(1);
    deliveryChecker.resumed(LIST, true, true);
    assertThat(deliveryChecker.hasAll(List.of(row(1), row(2)))).isFalse();
    deliveryChecker.notified(2, 7, BTC, 101);
    deliveryChecker.compare(List.of(row(1), row(2)), true);
    assertThat(deliveryChecker.violations()).isEmpty();
  }
}

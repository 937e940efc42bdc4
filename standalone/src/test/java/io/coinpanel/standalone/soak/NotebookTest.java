package io.coinpanel.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.standalone.soak.Notebook.Listed;
import io.coinpanel.standalone.soak.Notebook.Row;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The soak is worth as much as its notebooks: each broken promise has to show. */
class NotebookTest {

  private static final String BTC = "btcusdt";
  private static final List<Listed> LIST = List.of(new Listed(7, BTC, true));

  private final Notebook notebook = new Notebook("client");

  @BeforeEach
  void subscribe() {
    notebook.subscribed(7, BTC);
    notebook.activated(7);
    notebook.notified(1, 7, BTC, 100);
  }

  private void assertComplaint(String about) {
    assertThat(notebook.complaints()).singleElement().asString().contains(about);
  }

  @Test
  void isContentWithWhatIsPromised() {
    notebook.notified(2, 7, BTC, 101);
    notebook.resumed(LIST, true, true);
    notebook.notified(3, 7, BTC, 102);
    notebook.resumed(LIST, true, false);
    notebook.notified(2, 7, BTC, 101);
    notebook.notified(3, 7, BTC, 102);
    notebook.notified(4, 7, BTC, 103);
    notebook.unsubscribed(7);
    List<Row> rows = List.of(row(1), row(2), row(3), row(4), row(5));
    notebook.compare(rows, true);
    assertThat(notebook.complaints()).isEmpty();
    assertThat(notebook.repeated()).isEqualTo(2);
    assertThat(notebook.hasAll(rows)).isTrue();
  }

  private static Row row(long id) {
    return new Row(id, 7);
  }

  @Test
  void seesWhatIsMissing() {
    notebook.notified(3, 7, BTC, 102);
    assertThat(notebook.hasAll(List.of(row(3), row(4)))).isFalse();
    notebook.compare(List.of(row(1), row(2), row(3)), false);
    assertComplaint("1 never came");
  }

  @Test
  void seesWhatComesTwice() {
    notebook.resumed(LIST, true, true);
    notebook.notified(1, 7, BTC, 100);
    assertComplaint("came twice");
  }

  @Test
  void seesWhatComesTooLate() {
    notebook.notified(3, 7, BTC, 102);
    notebook.resumed(LIST, true, false);
    notebook.notified(2, 7, BTC, 101);
    assertComplaint("came after 3 had come");
  }

  @Test
  void seesTradesOutOfOrder() {
    notebook.notified(2, 7, BTC, 99);
    assertComplaint("trade 99");
  }

  @Test
  void seesIdsOutOfOrder() {
    notebook.notified(3, 7, BTC, 101);
    notebook.resumed(LIST, true, false);
    notebook.notified(3, 7, BTC, 101);
    notebook.notified(1, 7, BTC, 101);
    assertComplaint("came after 3");
  }

  @Test
  void seesWhatComesAfterTheEndOrBeforeTheStart() {
    notebook.unsubscribed(7);
    notebook.notified(2, 7, BTC, 101);
    assertComplaint("which it has not");
  }

  @Test
  void seesASubscriptionThatIsLost() {
    notebook.resumed(List.of(), true, true);
    assertComplaint("was lost");
  }

  @Test
  void seesThatARecoveryWasPartial() {
    notebook.resumed(LIST, false, true);
    assertComplaint("not recovered");
  }

  @Test
  void seesANotificationBeforeItsSubscriptionIsActive() {
    notebook.subscribed(8, BTC);
    notebook.notified(2, 8, BTC, 101);
    assertComplaint("before its subscription was active");
  }

  @Test
  void wantsAgainWhatWasForgotten() {
    notebook.notified(2, 7, BTC, 101);
    notebook.forgetAfter(1);
    notebook.resumed(LIST, true, true);
    assertThat(notebook.hasAll(List.of(row(1), row(2)))).isFalse();
    notebook.notified(2, 7, BTC, 101);
    notebook.compare(List.of(row(1), row(2)), true);
    assertThat(notebook.complaints()).isEmpty();
  }
}

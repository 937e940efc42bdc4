package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.webserver.TestReceiver.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several webservers and one destination. */
class SendersOnTwoWebserversTest {

  @Test
  void oneSendsAtATimeAndAnotherGoesOn() {
    try (TestDatabase database = TestDatabase.migrated();
        TestWebserver first = TestWebserver.launch(database, TestDestination.SETTINGS);
        TestReceiver receiver = TestReceiver.start()) {
      first.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
      Eventually.until(() -> TestWebserver.isReady(first.port()));
      TestAccount account = TestDestination.account(first);
      TestDestination webhook = TestDestination.webhook(first, account, receiver.url());
      long subscription = account.subscribe(first, "1.5");
      try (TestWebserver second = TestWebserver.start(database, TestDestination.SETTINGS)) {
        second.ingestion().fireMany(subscription, 200);
        receiver.awaitCalls(50);
      }
      // The second one has ended, whether or not it was sending.
      first.ingestion().fireMany(subscription, 100);
      Eventually.passes(
          () -> assertThat(List.copyOf(receiver.ids())).hasSizeGreaterThanOrEqualTo(300));
      webhook.awaitStatus("ok");
      assertThat(receiver.ids()).doesNotHaveDuplicates().hasSize(300);
      assertThat(receiver.ids().stream().map(Long::valueOf).toList()).isSorted();
    }
  }

  @Test
  void oneThatIsLostIsReplacedAndTheReceiverGetsNoOtherMessageTwice() {
    try (TestDatabase database = TestDatabase.migrated();
        TestWebserver webserver = TestWebserver.launch(database, TestDestination.SETTINGS);
        TestReceiver receiver = TestReceiver.start()) {
      webserver.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
      Eventually.until(() -> TestWebserver.isReady(webserver.port()));
      TestAccount account = TestDestination.account(webserver);
      TestDestination webhook = TestDestination.webhook(webserver, account, receiver.url());
      long subscription = account.subscribe(webserver, "1.5");
      // Somebody else takes over after the first message was accepted, and is lost itself.
      receiver.answering(
          call -> {
            if (receiver.calls().isEmpty()) {
              database(webserver, "update delivery_state set epoch = epoch + 1");
            }
            return Answer.of(200);
          });
      webserver.ingestion().fireMany(subscription, 3);
      receiver.awaitCalls(4);
      webhook.awaitStatus("ok");
      List<String> ids = receiver.ids();
      assertThat(ids.get(1)).isEqualTo(ids.get(0));
      assertThat(ids.subList(1, 4)).doesNotHaveDuplicates();
    }
  }

  private static void database(TestWebserver webserver, String sql) {
    webserver.database().sql(sql).update();
  }
}

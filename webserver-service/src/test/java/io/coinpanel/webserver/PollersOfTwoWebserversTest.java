package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.telegram.BotApi;
import io.coinpanel.testkit.telegram.BotChat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several webservers and one bot: one of them reads what people write to it. */
class PollersOfTwoWebserversTest {

  @Test
  void onePollsAtATimeAndAnotherGoesOn() {
    try (BotApi api = BotApi.start();
        TestDatabase database = TestDatabase.migrated();
        TestWebserver first = TestWebserver.launch(database, TestTelegram.settings(api))) {
      first.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
      Eventually.until(() -> TestWebserver.isReady(first.port()));
      BotChat chat = api.chats().person(1, "Anna");
      TestAccount account = TestDestination.account(first);
      try (TestWebserver second = TestWebserver.start(database, TestTelegram.settings(api))) {
        Eventually.until(() -> api.updates().polls() >= 1);
        TestTelegram.create(second, account).linkTo(chat);
        for (int i = 0; i < 5; i++) {
          chat.write("/start nonsense" + i);
        }
        Eventually.until(() -> api.updates().waiting() == 0);
        assertThat(api.updates().conflicts()).isZero();
      }
      // The second one has ended, whether or not it was polling.
      chat.write("/help");
      Eventually.passes(
          () -> assertThat(chat.received()).anyMatch(text -> text.contains("/alerts lists")));
    }
  }

  @Test
  void oneThatIsLostIsReplaced() {
    try (BotApi api = BotApi.start();
        TestDatabase database = TestDatabase.migrated()) {
      JdbcClient.create(database.dataSource())
          .sql(
              """
              insert into scheduled_tasks (
                task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
              values ('telegram', 'telegram', now(), true, 'lost', now(), 7)
              """)
          .update();
      try (TestWebserver webserver = TestWebserver.launch(database, TestTelegram.settings(api))) {
        webserver.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
        Eventually.until(() -> TestWebserver.isReady(webserver.port()));
        TestAccount account = TestDestination.account(webserver);
        BotChat chat = api.chats().person(1, "Anna");
        TestTelegram telegram = TestTelegram.create(webserver, account);
        assertThat(api.updates().polls()).isZero();
        Eventually.within(Duration.ofSeconds(45), "a takeover", () -> api.updates().polls() >= 1);
        telegram.linkTo(chat);
        assertThat(List.copyOf(chat.received())).hasSize(1);
      }
    }
  }

  @Test
  void anUpdateThatComesAgainIsNotHandledAgain() {
    try (BotApi api = BotApi.start();
        TestDatabase database = TestDatabase.migrated();
        TestWebserver webserver = TestWebserver.launch(database, TestTelegram.settings(api))) {
      webserver.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
      Eventually.until(() -> TestWebserver.isReady(webserver.port()));
      BotChat chat = api.chats().person(1, "Anna");
      api.updates().repeat(true);
      chat.write("/help");
      Eventually.until(() -> !chat.received().isEmpty());
      long polls = api.updates().polls();
      Eventually.until(() -> api.updates().polls() > polls + 5);
      api.updates().repeat(false);
      assertThat(chat.received()).hasSize(1);
    }
  }
}

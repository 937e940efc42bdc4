package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.telegram.BotApi;
import io.coinpanel.testkit.telegram.BotChat;
import java.util.stream.Stream;

/**
 * A destination that waits for a chat.
 *
 * @param link that a person opens
 */
record TestTelegram(TestDestination destination, String link) {

  private static final String START = "https://t.me/" + BotApi.USERNAME + "?start=";

  /** The settings of a webserver with a bot. */
  static String[] settings(BotApi api) {
    return Stream.concat(
            Stream.of(TestDestination.SETTINGS),
            Stream.of(
                "--coinpanel.webserver.telegram-token=" + BotApi.TOKEN,
                "--coinpanel.webserver.telegram-uri=" + api.uri()))
        .toArray(String[]::new);
  }

  static TestTelegram create(TestWebserver webserver, TestAccount account) {
    HttpCaller.Answer answer =
        account.at(webserver).post("/api/v1/destinations", "{\"kind\":\"telegram\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.text("link")).startsWith(START);
    assertThat(answer.text("status")).isEqualTo("unconfirmed");
    return new TestTelegram(
        new TestDestination(webserver, account, Long.parseLong(answer.text("id")), ""),
        answer.text("link"));
  }

  /** What the link makes the person's app send. */
  String code() {
    return link.substring(START.length());
  }

  /** Starts the bot in a chat. */
  TestDestination linkTo(BotChat chat) {
    chat.write("/start " + code());
    destination.awaitStatus("ok");
    Eventually.until(() -> chat.received().stream().anyMatch(text -> text.contains("linked")));
    return destination;
  }
}

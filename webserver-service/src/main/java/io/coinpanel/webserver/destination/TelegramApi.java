package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.HttpReceivers.NoAnswerException;
import java.net.URI;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls methods of the Bot API, https://core.telegram.org/bots/api. */
final class TelegramApi {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpReceivers receivers;
  private final String uri;
  private final String token;

  /**
   * The API for a bot.
   *
   * @param receivers may call it, wherever it is
   * @param uri of the API, without a slash at its end
   */
  TelegramApi(HttpReceivers receivers, String uri, String token) {
    this.receivers = receivers;
    this.uri = uri;
    this.token = token;
  }

  /** The bot's id, which its token begins with and which is not a secret. */
  long botId() {
    return Long.parseLong(token.substring(0, token.indexOf(':')));
  }

  /** Calls a method and waits for its answer; its status is 0 if there is none. */
  TelegramAnswer call(String method, Map<String, ?> parameters) throws InterruptedException {
    try {
      HttpAnswer answer =
          receivers.call(
              URI.create(uri + "/bot" + token + "/" + method),
              Map.of(),
              "application/json",
              JSON.writeValueAsBytes(parameters));
      return TelegramAnswer.of(answer, json(answer.body()));
    } catch (NoAnswerException e) {
      return TelegramAnswer.none(String.valueOf(e.getMessage()).replace(token, "…"));
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "TelegramApi[" + uri + "]";
  }
}

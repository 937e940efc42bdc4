package io.coinpanel.webserver.destination;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The methods of the Bot API that are used here, https://core.telegram.org/bots/api. */
final class TelegramBot {

  /** How long a request for updates waits for one. */
  private static final int WAIT_SECONDS = 10;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpReceivers receivers;
  private final String uri;
  private final String token;

  /**
   * A bot.
   *
   * @param receivers may call the API, wherever it is
   * @param uri of the API, without a slash at the end
   */
  TelegramBot(HttpReceivers receivers, String uri, String token) {
    this.receivers = receivers;
    this.uri = uri;
    this.token = token;
  }

  /** A message that somebody sent to the bot. */
  record Update(long id, String chat, String title, String text) {}

  /** The name by which people find the bot; null if it cannot be asked now. */
  @Nullable String username() throws InterruptedException {
    return call("getMe", Map.of()).path("result").path("username").stringValue(null);
  }

  /** What came since an update, whose id is one less than this; waits a while for something. */
  List<Update> updates(long first) throws InterruptedException {
    JsonNode answer =
        call(
            "getUpdates",
            Map.of(
                "offset", first, "timeout", WAIT_SECONDS, "allowed_updates", List.of("message")));
    return answer.path("result").valueStream().map(TelegramBot::update).toList();
  }

  private static Update update(JsonNode update) {
    JsonNode message = update.path("message");
    JsonNode chat = message.path("chat");
    String name = chat.path("username").asString(chat.path("first_name").asString(""));
    return new Update(
        update.path("update_id").asLong(),
        chat.path("id").asString(""),
        chat.path("title").asString(name),
        message.path("text").asString(""));
  }

  /** Answers in a chat, once. */
  void reply(String chat, String text) throws InterruptedException {
    call("sendMessage", message(chat, text));
  }

  /** Sends a message to a chat. */
  AttemptOutcome send(String chat, String text) throws InterruptedException {
    return withRetryAfter(post("sendMessage", message(chat, text), Set.of(403)));
  }

  private static Map<String, Object> message(String chat, String text) {
    return Map.of(
        "chat_id", chat, "text", text, "link_preview_options", Map.of("is_disabled", true));
  }

  /** It says in its body when it wants to be called again. */
  private static AttemptOutcome withRetryAfter(AttemptOutcome outcome) {
    if (outcome instanceof AttemptOutcome.Failed(var status, var error, var answer, var _)
        && status != null
        && status == 429) {
      int seconds = json(answer).path("parameters").path("retry_after").asInt(0);
      return new AttemptOutcome.Failed(status, error, answer, Duration.ofSeconds(seconds));
    }
    return outcome;
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
    return switch (post(method, parameters, Set.of())) {
      case AttemptOutcome.Accepted(var _, String answer) -> json(answer);
      case AttemptOutcome.Refused _, AttemptOutcome.Failed _, AttemptOutcome.Gone _ ->
          JSON.createObjectNode();
    };
  }

  private AttemptOutcome post(String method, Map<String, ?> parameters, Set<Integer> gone)
      throws InterruptedException {
    byte[] body = JSON.writeValueAsBytes(parameters);
    return receivers.post(
        URI.create(uri + "/bot" + token + "/" + method),
        Map.of(),
        "application/json",
        body,
        gone);
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
    return "TelegramBot[" + uri + "]";
  }
}

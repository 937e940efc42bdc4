package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The bot, as people see it: it has a name, is written to, and writes. */
final class TelegramBot {

  /** The longest message, in UTF-16 code units. */
  static final int LONGEST = 4_096;

  /** How long a request for updates waits for one. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** A message and what it replies to may have 100 KB each: so many always fit in an answer. */
  private static final int MOST_UPDATES = 20;

  private final TelegramApi api;
  private volatile @Nullable String username;

  TelegramBot(TelegramApi api) {
    this.api = api;
  }

  /** It cannot do now what it was asked. */
  static final class UnavailableBotException extends Exception {

    private final @Nullable Duration retryAfter;

    UnavailableBotException(String what, TelegramAnswer answer) {
      super("Telegram (" + what + "): " + answer.description(), null, false, false);
      retryAfter = answer.retryAfter();
    }

    /** When it wants to be asked again; null if it does not say. */
    @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /** The bot's id. */
  long id() {
    return api.botId();
  }

  /** The name by which people find it, asked for once. */
  String username() throws UnavailableBotException, InterruptedException {
    String known = username;
    if (known == null) {
      TelegramAnswer answer = api.call("getMe", Map.of());
      known = answer.result().path("username").asString("");
      if (!answer.isOk() || known.isEmpty()) {
        throw new UnavailableBotException("getMe", answer);
      }
      username = known;
    }
    return known;
  }

  /** What came from this id on, or the oldest if it is 0; waits a while for something. */
  List<TelegramUpdate> updates(long first) throws UnavailableBotException, InterruptedException {
    TelegramAnswer answer =
        api.call(
            "getUpdates",
            Map.of(
                "offset",
                first,
                "limit",
                MOST_UPDATES,
                "timeout",
                WAIT.toSeconds(),
                "allowed_updates",
                List.of("message")));
    if (!answer.isOk()) {
      throw new UnavailableBotException("getUpdates", answer);
    }
    return answer.result().valueStream().map(TelegramBot::update).toList();
  }

  private static TelegramUpdate update(JsonNode update) {
    JsonNode message = update.path("message");
    JsonNode chat = message.path("chat");
    String person =
        (chat.path("first_name").asString("") + " " + chat.path("last_name").asString("")).strip();
    return new TelegramUpdate(
        update.path("update_id").asLong(0),
        chat.path("id").asLong(0),
        chat.path("type").asString("").equals("private"),
        chat.path("title").asString(person.isEmpty() ? chat.path("username").asString("") : person),
        message.path("text").asString(""));
  }

  /** Sends a message to a chat. */
  TelegramAnswer send(long chat, String text) throws InterruptedException {
    return api.call(
        "sendMessage",
        Map.of("chat_id", chat, "text", text, "link_preview_options", Map.of("is_disabled", true)));
  }
}

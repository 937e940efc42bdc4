package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the Bot API answered.
 *
 * @param status of HTTP; 0 without an answer
 * @param isOk whether it did what it was asked
 * @param description what is wrong, if something is
 * @param retryAfter when it wants to be called again; null if it does not say
 * @param movedTo the chat's new id: a group became a supergroup; null for none
 */
record TelegramAnswer(
    int status,
    boolean isOk,
    JsonNode result,
    String description,
    @Nullable Duration retryAfter,
    @Nullable Long movedTo) {

  /** A chat that does not exist any more, beside those that answer 403. */
  private static final List<String> GONE = List.of("chat not found", "deactivated", "was deleted");

  /** What a message cannot be blamed for. */
  private static final List<String> FORBIDDEN = List.of("rights", "forbidden", "closed");

  private static final int BAD_REQUEST = 400;
  private static final int CHAT_FORBIDDEN = 403;
  private static final int LONGEST = 300;

  static TelegramAnswer of(HttpAnswer answer, JsonNode body) {
    JsonNode parameters = body.path("parameters");
    JsonNode seconds = parameters.path("retry_after");
    JsonNode chat = parameters.path("migrate_to_chat_id");
    String description = body.path("description").asString("HTTP status " + answer.status());
    return new TelegramAnswer(
        answer.status(),
        body.path("ok").asBoolean(false),
        body.path("result"),
        description.substring(0, Math.min(LONGEST, description.length())),
        seconds.isNumber() ? Duration.ofSeconds(seconds.asLong()) : answer.retryAfter(),
        chat.isNumber() ? chat.asLong() : null);
  }

  static TelegramAnswer none(String why) {
    return new TelegramAnswer(0, false, JsonNodeFactory.instance.objectNode(), why, null, null);
  }

  /** What it means for a message. */
  AttemptOutcome outcome() {
    if (isOk) {
      return new AttemptOutcome.Accepted(status);
    }
    if (status == CHAT_FORBIDDEN || (status == BAD_REQUEST && says(GONE))) {
      return new AttemptOutcome.Gone(status, description);
    }
    if (status == BAD_REQUEST && !says(FORBIDDEN) && movedTo == null) {
      return new AttemptOutcome.Refused(status, description);
    }
    return new AttemptOutcome.Failed(
        status == 0 ? null : status, description, description, retryAfter);
  }

  private boolean says(List<String> words) {
    String said = description.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(said::contains);
  }
}

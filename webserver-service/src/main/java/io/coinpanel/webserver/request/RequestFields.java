package io.coinpanel.webserver.request;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a request's body; each problem names its field. */
public final class RequestFields {

  private static final int MAX_NAME = 100;
  private static final int MAX_SECRET = 1_000;

  private final JsonNode body;
  private final Set<String> unread;

  public RequestFields(@Nullable JsonNode body) {
    if (body == null || !body.isObject()) {
      throw Problem.of(ErrorCode.INVALID_JSON, "not a JSON object").toException();
    }
    this.body = body;
    this.unread = new HashSet<>(body.propertyNames());
  }

  /** Refuses fields that nobody has read. */
  public void end() {
    unread.stream()
        .min(String::compareTo)
        .ifPresent(
            field -> {
              throw Problem.ofField(field, "unknown field").toException();
            });
  }

  public boolean has(String field) {
    return body.has(field);
  }

  private Optional<JsonNode> value(String field) {
    unread.remove(field);
    return Optional.ofNullable(body.get(field)).filter(value -> !value.isNull());
  }

  private JsonNode required(String field) {
    return value(field).orElseThrow(() -> Problem.ofField(field, "is missing").toException());
  }

  private static String text(String field, JsonNode value) {
    if (!value.isString()) {
      throw Problem.ofField(field, "must be a string").toException();
    }
    return value.asString();
  }

  public String name() {
    return name(required("name"));
  }

  public Optional<String> changedName() {
    return has("name") ? Optional.of(name()) : Optional.empty();
  }

  private static String name(JsonNode value) {
    String name = text("name", value).strip();
    int length = name.codePointCount(0, name.length());
    if (length < 1 || length > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw Problem.ofField("name", "must have 1 to " + MAX_NAME + " characters").toException();
    }
    return name;
  }

  /** A secret or token as it is. */
  public String secret(String field) {
    String secret = text(field, required(field));
    if (secret.isEmpty() || secret.length() > MAX_SECRET) {
      throw Problem.ofField(field, "must have 1 to " + MAX_SECRET + " characters").toException();
    }
    return secret;
  }

  public Optional<Boolean> flag(String field) {
    return value(field).map(value -> flag(field, value));
  }

  private static boolean flag(String field, JsonNode value) {
    if (!value.isBoolean()) {
      throw Problem.ofField(field, "must be true or false").toException();
    }
    return value.booleanValue();
  }

  /** Null if absent or null. */
  public @Nullable Integer count(String field) {
    return value(field).map(value -> count(field, value)).orElse(null);
  }

  private static Integer count(String field, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw Problem.ofField(field, "must be a whole number, zero or more").toException();
    }
    return value.intValue();
  }

  /** A list of strings; empty if it is none. */
  public List<String> texts(String field) {
    JsonNode value = required(field);
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(element -> texts.add(element.isString() ? element.asString() : ""));
    }
    return texts;
  }

  /** The fields of an object; null if it is absent or null. */
  public @Nullable RequestFields object(String field) {
    JsonNode value = value(field).orElse(null);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw Problem.ofField(field, "must be an object").toException();
    }
    return new RequestFields(value);
  }

  /** A string; null if it is absent or null. */
  public @Nullable String text(String field) {
    return value(field).map(value -> text(field, value)).orElse(null);
  }

  /** In the future, or null if absent or null. */
  public @Nullable Instant end(String field, Instant now) {
    return value(field).map(value -> end(field, text(field, value), now)).orElse(null);
  }

  private static Instant end(String field, String text, Instant now) {
    try {
      Instant end = OffsetDateTime.parse(text).toInstant();
      if (end.isAfter(now)) {
        return end;
      }
    } catch (DateTimeParseException e) {
      throw Problem.ofField(field, "must be a time such as 2030-01-31T12:00:00Z").toException();
    }
    throw Problem.ofField(field, "must be in the future").toException();
  }

  /** An id, which is a string. */
  public long id(String field) {
    JsonNode value = required(field);
    try {
      return Long.parseLong(text(field, value));
    } catch (NumberFormatException e) {
      throw Problem.ofField(field, "must be an id").toException();
    }
  }
}

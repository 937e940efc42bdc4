package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a request's body; each problem names its field. */
final class RequestFields {

  private static final int MAX_NAME = 100;
  private static final int MAX_SECRET = 1_000;

  private final JsonNode body;
  private final Set<String> unread;

  RequestFields(@Nullable JsonNode body) {
    if (body == null || !body.isObject()) {
      throw Problem.of(ErrorCode.INVALID_JSON, "not a JSON object").toException();
    }
    this.body = body;
    this.unread = new HashSet<>(body.propertyNames());
  }

  /** Refuses fields that nobody has read. */
  void end() {
    unread.stream()
        .min(String::compareTo)
        .ifPresent(
            field -> {
              throw Problem.ofField(field, "unknown field").toException();
            });
  }

  boolean has(String field) {
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

  String name() {
    return name(required("name"));
  }

  Optional<String> changedName() {
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
  String secret(String field) {
    String secret = text(field, required(field));
    if (secret.isEmpty() || secret.length() > MAX_SECRET) {
      throw Problem.ofField(field, "must have 1 to " + MAX_SECRET + " characters").toException();
    }
    return secret;
  }

  Optional<Boolean> flag(String field) {
    return value(field).map(value -> flag(field, value));
  }

  private static boolean flag(String field, JsonNode value) {
    if (!value.isBoolean()) {
      throw Problem.ofField(field, "must be true or false").toException();
    }
    return value.booleanValue();
  }

  /** Null if absent or null. */
  @Nullable Integer count(String field) {
    return value(field).map(value -> count(field, value)).orElse(null);
  }

  private static Integer count(String field, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw Problem.ofField(field, "must be a whole number, zero or more").toException();
    }
    return value.intValue();
  }

  /** At least one. */
  Set<Scope> scopes() {
    JsonNode value = required("scopes");
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (value.isArray()) {
      value.forEach(element -> scopes.add(scope(element)));
    }
    if (scopes.isEmpty()) {
      throw Problem.ofField("scopes", "must be a list of scopes").toException();
    }
    return scopes;
  }

  private static Scope scope(JsonNode element) {
    return Scope.parse(element.isString() ? element.asString() : "")
        .orElseThrow(() -> Problem.ofField("scopes", "unknown scope " + element).toException());
  }

  /** In the future, or null if absent or null. */
  @Nullable Instant end(String field, Instant now) {
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
  long id(String field) {
    JsonNode value = required(field);
    try {
      return Long.parseLong(text(field, value));
    } catch (NumberFormatException e) {
      throw Problem.ofField(field, "must be an id").toException();
    }
  }
}

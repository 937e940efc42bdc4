package io.coinpanel.webserver.account;

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
      throw Problem.invalidJson().asException();
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
              throw Problem.invalid(field, "unknown field").asException();
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
    return value(field).orElseThrow(() -> Problem.invalid(field, "is missing").asException());
  }

  private static String text(String field, JsonNode value) {
    if (!value.isString()) {
      throw Problem.invalid(field, "must be a string").asException();
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
      throw Problem.invalid("name", "must have 1 to " + MAX_NAME + " characters").asException();
    }
    return name;
  }

  /** A secret or token as it is. */
  String secret(String field) {
    String secret = text(field, required(field));
    if (secret.isEmpty() || secret.length() > MAX_SECRET) {
      throw Problem.invalid(field, "must have 1 to " + MAX_SECRET + " characters").asException();
    }
    return secret;
  }

  Optional<Boolean> flag(String field) {
    return value(field).map(value -> flag(field, value));
  }

  private static boolean flag(String field, JsonNode value) {
    if (!value.isBoolean()) {
      throw Problem.invalid(field, "must be true or false").asException();
    }
    return value.booleanValue();
  }

  /** Null if absent or null. */
  @Nullable Integer count(String field) {
    return value(field).map(value -> count(field, value)).orElse(null);
  }

  private static Integer count(String field, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw Problem.invalid(field, "must be a whole number, zero or more").asException();
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
      throw Problem.invalid("scopes", "must be a list of scopes").asException();
    }
    return scopes;
  }

  private static Scope scope(JsonNode element) {
    return Scope.parse(element.isString() ? element.asString() : "")
        .orElseThrow(() -> Problem.invalid("scopes", "unknown scope " + element).asException());
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
      throw Problem.invalid(field, "must be a time such as 2030-01-31T12:00:00Z").asException();
    }
    throw Problem.invalid(field, "must be in the future").asException();
  }

  /** An id, which is a string. */
  long id(String field) {
    JsonNode value = required(field);
    try {
      return Long.parseLong(text(field, value));
    } catch (NumberFormatException e) {
      throw Problem.invalid(field, "must be an id").asException();
    }
  }
}

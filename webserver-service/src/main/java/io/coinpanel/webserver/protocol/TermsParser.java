package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.InvalidCommandException.invalid;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionEdit;
import io.coinpanel.model.ConditionParser;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Parameter;
import io.coinpanel.model.Repeat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parses and validates the terms and details of subscriptions, whether they come as a command or
 * over HTTP.
 */
public final class TermsParser {

  /** What the terms and details have besides the condition. */
  private static final Set<String> OTHERS =
      Set.of("repeat", "cooldown_seconds", "expires_at", "name", "note", "destinations");

  /** The fields of a new subscription. */
  public static final Set<String> FIELDS = with("symbol", "condition");

  /** The fields of an edit. */
  public static final Set<String> EDIT_FIELDS = with("enabled");

  private static final List<Repeat> REPEATS = List.of(Repeat.values());
  private static final int MAX_NAME = 100;
  private static final int MAX_NOTE = 500;
  private static final int MAX_DESTINATIONS = 100;
  private static final long NANOS_BELOW_MILLI = 999_999;
  private static final Instant FURTHEST = Instant.parse("9999-12-31T23:59:59Z");

  private final InstantSource clock;

  public TermsParser(InstantSource clock) {
    this.clock = clock;
  }

  private static Set<String> with(String... more) {
    return Stream.of(OTHERS.stream(), Parameter.NAMES.stream(), Stream.of(more))
        .flatMap(names -> names)
        .collect(Collectors.toUnmodifiableSet());
  }

  public Terms terms(Fields fields) throws InvalidCommandException {
    return new Terms(
        fields.text("symbol").toLowerCase(Locale.ROOT),
        condition(fields),
        fields.enumValue("repeat", REPEATS),
        fields.count("cooldown_seconds", 0),
        expiry(fields));
  }

  private static Condition condition(Fields fields) throws InvalidCommandException {
    try {
      return ConditionParser.parse(fields::conditionField);
    } catch (InvalidConditionException invalid) {
      throw InvalidCommandException.of(invalid);
    }
  }

  public Details details(Fields fields) throws InvalidCommandException {
    return new Details(name(fields), note(fields), destinations(fields));
  }

  /** An edit; at least one of {@link #EDIT_FIELDS} must be there. */
  public Edit edit(Fields fields) throws InvalidCommandException {
    if (EDIT_FIELDS.stream().noneMatch(fields::has)) {
      throw new InvalidCommandException(ErrorCode.INVALID_MESSAGE, "there is nothing to update");
    }
    return new Edit(
        conditionEdit(fields),
        required(fields, "repeat") ? fields.enumValue("repeat", REPEATS) : null,
        required(fields, "cooldown_seconds") ? fields.count("cooldown_seconds", 0) : null,
        fields.has("expires_at") ? new Change.Set<>(expiry(fields)) : new Change.Keep<>(),
        fields.has("name") ? new Change.Set<>(name(fields)) : new Change.Keep<>(),
        fields.has("note") ? new Change.Set<>(note(fields)) : new Change.Keep<>(),
        fields.has("destinations") ? new Change.Set<>(destinations(fields)) : new Change.Keep<>(),
        fields.has("enabled") ? fields.flag("enabled") : null);
  }

  /** Whether an edit has the field, which cannot be taken away. */
  private static boolean required(Fields fields, String name) throws InvalidCommandException {
    if (fields.has(name) && fields.find(name).isEmpty()) {
      throw invalid(name, "must not be null");
    }
    return fields.has(name);
  }

  private static ConditionEdit conditionEdit(Fields fields) throws InvalidCommandException {
    try {
      return ConditionParser.parseEdit(fields::conditionField);
    } catch (InvalidConditionException invalid) {
      throw InvalidCommandException.of(invalid);
    }
  }

  private @Nullable Instant expiry(Fields fields) throws InvalidCommandException {
    String text = fields.textOrNull("expires_at");
    if (text == null) {
      return null;
    }
    Instant expiry = instant(text);
    if (!expiry.isAfter(clock.instant())) {
      throw invalid("expires_at", "is in the past");
    }
    if (expiry.isAfter(FURTHEST)) {
      throw invalid("expires_at", "is too far in the future");
    }
    // Trades have milliseconds: it fires on all before a time between two of them.
    return expiry.plusNanos(NANOS_BELOW_MILLI).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Instant instant(String text) throws InvalidCommandException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw invalid("expires_at", "must be an ISO-8601 instant like 2026-01-31T12:00:00Z");
    }
  }

  private static @Nullable String name(Fields fields) throws InvalidCommandException {
    return label(fields, "name", MAX_NAME);
  }

  private static @Nullable String note(Fields fields) throws InvalidCommandException {
    return label(fields, "note", MAX_NOTE);
  }

  /** A text for people; an empty one is none. */
  private static @Nullable String label(Fields fields, String name, int longest)
      throws InvalidCommandException {
    String text = fields.textOrNull(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw invalid(name, "may have at most " + longest + " characters");
    }
    if (text.codePoints().anyMatch(TermsParser::isUnstorable)) {
      throw invalid(name, "contains NUL or an unpaired surrogate");
    }
    return text;
  }

  /** Postgres stores neither the null character nor half a surrogate pair. */
  public static boolean isUnstorable(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  private static @Nullable List<Long> destinations(Fields fields) throws InvalidCommandException {
    List<String> ids = fields.textsOrNull("destinations");
    if (ids == null) {
      return null;
    }
    if (ids.size() > MAX_DESTINATIONS) {
      throw invalid("destinations", "may have at most " + MAX_DESTINATIONS + " ids");
    }
    return ids.stream().distinct().map(RowId::parse).toList();
  }
}

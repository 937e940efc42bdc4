package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.InvalidCommandException.invalid;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses a frame into a command or an error. Unknown fields are ignored and named in the reply. */
public final class CommandParser {

  private static final int MAX_REF = 64;
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "subscribe",
          Set.of(
              "type",
              "ref",
              "symbol",
              "threshold",
              "condition",
              "repeat",
              "cooldown_seconds",
              "expires_at"),
          "unsubscribe",
          Set.of("type", "ref", "subscription_id"),
          "list",
          Set.of("type", "ref", "after", "limit"),
          "prices",
          Set.of("type", "ref", "enabled"),
          "resume",
          Set.of("type", "ref", "token", "last_notification_id"),
          "ping",
          Set.of("type", "ref"));
  private static final Set<String> KNOWN_ANYWHERE =
      KNOWN.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  private static final Instant FURTHEST = Instant.parse("9999-12-31T23:59:59Z");

  private final InstantSource clock;

  public CommandParser(InstantSource clock) {
    this.clock = clock;
  }

  public ParsedFrame parse(String frame) {
    Echo echo = Echo.NONE;
    try {
      Fields fields = FieldsParser.parse(frame);
      List<String> ignored = fields.ignored(known(fields));
      echo = new Echo(null, ignored);
      echo = new Echo(ref(fields), ignored);
      fields.rejectRepeated();
      return new ParsedFrame.Valid(echo, command(fields));
    } catch (InvalidCommandException e) {
      return new ParsedFrame.Invalid(echo, e.code(), e.reason());
    }
  }

  /** Known fields of the command, or of all commands if the type is unclear. */
  private static Set<String> known(Fields fields) {
    String type =
        switch (fields.values().get("type")) {
          case Value.Text(String text) -> text;
          case null -> isShortForm(fields) ? "subscribe" : "";
          case Value _ -> "";
        };
    return KNOWN.getOrDefault(type, KNOWN_ANYWHERE);
  }

  private static boolean isShortForm(Fields fields) {
    return !fields.has("type") && fields.has("symbol") && fields.has("threshold");
  }

  private static @Nullable String ref(Fields fields) throws InvalidCommandException {
    if ("ref".equals(fields.repeated())) {
      fields.rejectRepeated();
    }
    String ref = fields.textOrNull("ref");
    if (ref != null && ref.codePointCount(0, ref.length()) > MAX_REF) {
      throw invalid("ref", "may have at most " + MAX_REF + " characters");
    }
    return ref;
  }

  private Command command(Fields fields) throws InvalidCommandException {
    if (isShortForm(fields)) {
      return subscribe(fields);
    }
    String type = fields.text("type");
    return switch (type) {
      case "subscribe" -> subscribe(fields);
      case "unsubscribe" -> new Command.Unsubscribe(fields.text("subscription_id"));
      case "list" ->
          new Command.ListSubscriptions(
              fields.textOrNull("after"),
              fields.between(1, SubscriptionPage.LARGEST, "limit", SubscriptionPage.LARGEST));
      case "prices" -> new Command.Prices(fields.flag("enabled"));
      case "resume" ->
          new Command.Resume(fields.text("token"), fields.textOrNull("last_notification_id"));
      case "ping" -> new Command.Ping();
      default ->
          throw new InvalidCommandException(
              ErrorCode.UNKNOWN_TYPE,
              "type must be subscribe, unsubscribe, list, prices, resume or ping");
    };
  }

  private Command subscribe(Fields fields) throws InvalidCommandException {
    return new Command.Subscribe(
        fields.text("symbol").toLowerCase(Locale.ROOT),
        threshold(fields),
        fields.enumValue("condition", Condition.ABOVE),
        fields.enumValue("repeat", Repeat.EVERY),
        fields.count("cooldown_seconds", 0),
        expiry(fields));
  }

  private static Price threshold(Fields fields) throws InvalidCommandException {
    Optional<Price> price =
        fields
            .find("threshold")
            .flatMap(
                value ->
                    value instanceof Value.Text(String text)
                        ? Price.parse(text)
                        : JsonNumbers.parse(value).flatMap(Price::of));
    return price
        .filter(threshold -> threshold.units() > 0)
        .filter(threshold -> threshold.compareTo(Price.MAX_THRESHOLD) <= 0)
        .orElseThrow(
            () ->
                new InvalidCommandException(
                    ErrorCode.INVALID_THRESHOLD,
                    "threshold must be a decimal number above 0 and up to "
                        + Price.MAX_THRESHOLD
                        + " with at most "
                        + Price.SCALE
                        + " decimals"));
  }

  private @Nullable Instant expiry(Fields fields) throws InvalidCommandException {
    String text = fields.textOrNull("expires_at");
    if (text == null) {
      return null;
    }
    Instant expiry = instant(text).truncatedTo(ChronoUnit.MICROS);
    if (!expiry.isAfter(clock.instant())) {
      throw invalid("expires_at", "is in the past");
    }
    if (expiry.isAfter(FURTHEST)) {
      throw invalid("expires_at", "is too far in the future");
    }
    return expiry;
  }

  private static Instant instant(String text) throws InvalidCommandException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw invalid("expires_at", "must be an ISO-8601 instant like 2026-01-31T12:00:00Z");
    }
  }
}

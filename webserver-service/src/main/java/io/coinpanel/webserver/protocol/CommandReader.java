package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.RefusedException.invalid;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a frame as a command, or says why it is none. Fields it does not know are ignored. */
public final class CommandReader {

  private static final int LONGEST_REF = 64;
  private static final Instant FURTHEST = Instant.parse("9999-12-31T23:59:59Z");

  private final InstantSource clock;

  public CommandReader(InstantSource clock) {
    this.clock = clock;
  }

  public Reading read(String frame) {
    String ref = null;
    try {
      Fields fields = FieldsReader.read(frame);
      ref = ref(fields);
      fields.refuseRepeated();
      return new Reading.Understood(ref, command(fields));
    } catch (RefusedException e) {
      return new Reading.Refused(ref, e.code(), e.reason());
    }
  }

  private static @Nullable String ref(Fields fields) throws RefusedException {
    if ("ref".equals(fields.repeated())) {
      fields.refuseRepeated();
    }
    String ref = fields.textOrNull("ref");
    if (ref != null && ref.codePointCount(0, ref.length()) > LONGEST_REF) {
      throw invalid("ref", "must have at most " + LONGEST_REF + " characters");
    }
    return ref;
  }

  private Command command(Fields fields) throws RefusedException {
    if (!fields.has("type") && fields.has("symbol") && fields.has("threshold")) {
      return subscribe(fields);
    }
    String type = fields.text("type");
    return switch (type) {
      case "subscribe" -> subscribe(fields);
      case "unsubscribe" -> new Command.Unsubscribe(fields.text("subscription_id"));
      case "list" -> new Command.ListSubscriptions();
      case "prices" -> new Command.Prices(fields.flag("enabled"));
      case "resume" ->
          new Command.Resume(fields.text("token"), fields.textOrNull("last_notification_id"));
      case "ping" -> new Command.Ping();
      default ->
          throw new RefusedException(
              ErrorCode.UNKNOWN_TYPE,
              "type must be subscribe, unsubscribe, list, prices, resume or ping");
    };
  }

  private Command subscribe(Fields fields) throws RefusedException {
    return new Command.Subscribe(
        fields.text("symbol").toLowerCase(Locale.ROOT),
        threshold(fields),
        fields.term("condition", Condition.ABOVE),
        fields.term("repeat", Repeat.EVERY),
        fields.count("cooldown_seconds", 0),
        expiry(fields));
  }

  private static Price threshold(Fields fields) throws RefusedException {
    Optional<Price> price =
        fields
            .find("threshold")
            .flatMap(
                value ->
                    value instanceof Value.Text(String text)
                        ? Price.parse(text)
                        : Numerals.read(value).flatMap(Price::of));
    return price
        .filter(threshold -> threshold.units() > 0)
        .filter(threshold -> threshold.compareTo(Price.MAX_THRESHOLD) <= 0)
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.INVALID_THRESHOLD,
                    "threshold must be a decimal number above 0 and up to "
                        + Price.MAX_THRESHOLD
                        + " with at most "
                        + Price.SCALE
                        + " decimals"));
  }

  private @Nullable Instant expiry(Fields fields) throws RefusedException {
    String text = fields.textOrNull("expires_at");
    if (text == null) {
      return null;
    }
    Instant expiry = instant(text).truncatedTo(ChronoUnit.MICROS);
    if (!expiry.isAfter(clock.instant())) {
      throw invalid("expires_at", "is in the past");
    }
    if (expiry.isAfter(FURTHEST)) {
      throw invalid("expires_at", "is too far away");
    }
    return expiry;
  }

  private static Instant instant(String text) throws RefusedException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw invalid("expires_at", "must be an ISO-8601 instant like 2026-01-31T12:00:00Z");
    }
  }
}

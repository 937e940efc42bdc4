package io.coinpanel.simulator.control;

import io.coinpanel.simulator.market.DecimalUnits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A command's arguments; missing or mistyped ones are rejected. */
record CommandArguments(JsonNode json) {

  String text(String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + name + "' must be a string");
    }
    return value.stringValue();
  }

  String text(String name, String otherwise) {
    return json.has(name) ? text(name) : otherwise;
  }

  @Nullable String textOrNull(String name) {
    return json.has(name) ? text(name) : null;
  }

  /** A string, or a number as its text. */
  @Nullable String scalarOrNull(String name) {
    JsonNode value = json.path(name);
    return value.isNumber() ? value.asString() : textOrNull(name);
  }

  String symbol() {
    return text("symbol").toUpperCase(Locale.ROOT);
  }

  List<String> symbols() {
    List<String> symbols = new ArrayList<>();
    json.path("symbols").forEach(name -> symbols.add(name.asString().toUpperCase(Locale.ROOT)));
    return symbols;
  }

  /** A decimal as a string or a number, in units. */
  long amount(String name) {
    JsonNode value = json.path(name);
    try {
      return value.isNumber()
          ? DecimalUnits.of(value.decimalValue())
          : DecimalUnits.parse(text(name));
    } catch (ArithmeticException | NumberFormatException _) {
      throw new IllegalArgumentException("'" + name + "' must be a decimal of eight places");
    }
  }

  long amount(String name, long otherwise) {
    return json.has(name) ? amount(name) : otherwise;
  }

  long number(String name) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("'" + name + "' must be a whole number");
    }
    return value.longValue();
  }

  long number(String name, long otherwise) {
    return json.has(name) ? number(name) : otherwise;
  }

  Duration milliseconds() {
    return Duration.ofMillis(number("milliseconds"));
  }

  int count(String name) {
    return Math.toIntExact(number(name));
  }

  @Nullable Long numberOrNull(String name) {
    return json.has(name) ? number(name) : null;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("'" + name + "' must be true or false");
    }
    return value.booleanValue();
  }

  /** A number, or {@code "max"} for infinity. */
  double rate(String name) {
    JsonNode value = json.path(name);
    if (value.isString() && value.stringValue().equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    if (!value.isNumber() || value.doubleValue() < 0) {
      throw new IllegalArgumentException("'" + name + "' must be a number or \"max\"");
    }
    return value.doubleValue();
  }

  double rate(String name, double otherwise) {
    return json.has(name) ? rate(name) : otherwise;
  }
}

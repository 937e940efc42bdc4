package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses request parameters, rejecting invalid ones with the exchange's messages. */
record RestQuery(Map<String, String> parameters, Market market) {

  private static final Map<String, Duration> INTERVALS =
      Map.ofEntries(
          Map.entry("1s", Duration.ofSeconds(1)),
          Map.entry("1m", Duration.ofMinutes(1)),
          Map.entry("3m", Duration.ofMinutes(3)),
          Map.entry("5m", Duration.ofMinutes(5)),
          Map.entry("15m", Duration.ofMinutes(15)),
          Map.entry("30m", Duration.ofMinutes(30)),
          Map.entry("1h", Duration.ofHours(1)),
          Map.entry("2h", Duration.ofHours(2)),
          Map.entry("4h", Duration.ofHours(4)),
          Map.entry("6h", Duration.ofHours(6)),
          Map.entry("8h", Duration.ofHours(8)),
          Map.entry("12h", Duration.ofHours(12)),
          Map.entry("1d", Duration.ofDays(1)),
          Map.entry("3d", Duration.ofDays(3)),
          Map.entry("1w", Duration.ofDays(7)));
  private static final int DEFAULT_LIMIT = 500;
  private static final int MAX_LIMIT = 1000;
  private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}_.\\-&&[^\\p{Ll}]]{1,20}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  Symbol symbol() {
    String name = parameters.get("symbol");
    if (name == null || name.isEmpty()) {
      throw new BadRequestException(
          -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
    }
    return symbol(name);
  }

  Symbol symbol(String name) {
    if (!SYMBOL.matcher(name).matches()) {
      throw illegal("symbol", "^[A-Z0-9-_.]{1,20}$");
    }
    Symbol symbol = market.symbol(name);
    if (symbol == null) {
      throw new BadRequestException(-1121, "Invalid symbol.");
    }
    return symbol;
  }

  @Nullable Long number(String name) {
    String text = parameters.get(name);
    if (text == null) {
      return null;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw illegal(name, "^[0-9]{1,20}$");
    }
    return Long.valueOf(text);
  }

  /** The length of a candle. Months, which have no fixed one, are not served. */
  Duration interval() {
    Duration interval = INTERVALS.get(parameters.getOrDefault("interval", ""));
    if (interval == null) {
      throw new BadRequestException(-1120, "Invalid interval.");
    }
    return interval;
  }

  /** Default 500, at most 1000. */
  int limit() {
    Long limit = number("limit");
    if (limit != null && limit == 0) {
      throw new BadRequestException(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    return limit == null ? DEFAULT_LIMIT : (int) Math.min(limit, MAX_LIMIT);
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  private static BadRequestException illegal(String name, String range) {
    return new BadRequestException(
        -1100,
        "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
  }
}

package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses request parameters, rejecting invalid ones with the exchange's messages. */
record RestQuery(Map<String, String> parameters, Market market) {

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

package io.coinpanel.ingestion.exchange.binance;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A trade frame that {@link TradeFrameParser} cannot read.
 *
 * @param symbol in lower case, null if that cannot be read either
 */
record UnreadableTrade(@Nullable String symbol) {

  private static final String TRADE = "trade";
  private static final Pattern EVENT = Pattern.compile("\"e\"\\s*:\\s*\"trade\"");
  private static final Pattern SYMBOL = Pattern.compile("\"s\"\\s*:\\s*\"([^\"\\\\]+)\"");

  /** Parses what is readable of a frame; empty if it is not a trade. */
  static Optional<UnreadableTrade> parse(ObjectMapper json, String frame) {
    try {
      JsonNode outer = json.readTree(frame);
      JsonNode trade = outer.path("data").isObject() ? outer.path("data") : outer;
      JsonNode symbol = trade.path("s");
      return trade.path("e").asString("").equals(TRADE)
          ? Optional.of(of(symbol.isString() ? symbol.stringValue() : ""))
          : Optional.empty();
    } catch (JacksonException broken) {
      return EVENT.matcher(frame).find() ? Optional.of(search(frame)) : Optional.empty();
    }
  }

  private static UnreadableTrade search(String frame) {
    Matcher symbol = SYMBOL.matcher(frame);
    return of(symbol.find() ? symbol.group(1) : "");
  }

  private static UnreadableTrade of(String name) {
    return new UnreadableTrade(name.isEmpty() ? null : name.toLowerCase(Locale.ROOT));
  }
}

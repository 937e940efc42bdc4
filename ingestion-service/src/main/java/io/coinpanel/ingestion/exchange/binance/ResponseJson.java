package io.coinpanel.ingestion.exchange.binance;

import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses exchange responses within Jackson's depth and length limits. */
final class ResponseJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ResponseJson() {}

  static JsonNode parse(byte[] body) throws InvalidResponseException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException garbage) {
      throw new InvalidResponseException("the response is not JSON", garbage);
    }
  }

  /** A whole number that is not negative, or empty. */
  static OptionalLong count(JsonNode value) {
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    return whole && value.longValue() >= 0
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  /** An excerpt for logs. */
  static String excerpt(JsonNode value) {
    return String.format(Locale.ROOT, "%.200s", value);
  }
}

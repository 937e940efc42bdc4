package io.coinpanel.ingestion.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Price;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradeFrameParserTest {

  private static final String TRADE =
      "{\"e\":\"trade\",\"E\":1723161255343,\"s\":\"BTCUSDT\",\"t\":3735683259,"
          + "\"p\":\"61837.63000000\",\"q\":\"0.02000000\",\"T\":1723161255342,\"m\":true,\"M\":true}";

  private final TradeFrameParser frame = new TradeFrameParser();

  @Test
  void readsARawTrade() {
    assertThat(reads(TRADE)).isTrue();
    assertTrade(TRADE);
  }

  @Test
  void readsACombinedTrade() {
    String combined = "{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}";
    assertThat(reads(combined)).isTrue();
    assertTrade(combined);
  }

  @Test
  void passesOverFieldsItDoesNotKnowInAnyOrder() {
    String older =
        "{ \"M\":true, \"p\":\"61837.63\", \"b\":10673866372, \"a\":10673866881, \"x\":null,"
            + " \"note\":\"a \\\"quoted\\\" } word\", \"T\":1723161255342, \"t\":3735683259,"
            + " \"s\":\"BTCUSDT\", \"e\":\"trade\" }";
    assertThat(reads(older)).isTrue();
    assertTrade(older);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"result\":null,\"id\":1}",
        "{\"e\":\"serverShutdown\",\"E\":1770123456789}",
        "{\"e\":\"aggTrade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"1\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"1\"}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":-1,\"p\":\"1\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"0\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"-1\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"1e\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"1.000000001\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"92233720368.54775808\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"99999999999999999999\",\"T\":1}",
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":99999999999999999999,\"p\":\"1\",\"T\":1}",
      })
  void isNoTrade(String text) {
    assertThat(reads(text)).isFalse();
  }

  @Test
  void theFirstTradeOfAListingHasTheIdZero() {
    assertThat(reads(trade("\"t\":0,\"p\":\"1\""))).isTrue();
    assertThat(frame.id()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"92233720368.54775807\"', 92233720368.54775807",
    "'\"92233720368.1\"', 92233720368.1",
    "'\"0.00000001\"', 0.00000001",
    "61837.63, 61837.63",
    "' 61837 ', 61837",
    "92233720368.54775807, 92233720368.54775807",
    "1.0E-8, 0.00000001",
    "'\"1E-8\"', 0.00000001",
    "6.5e4, 65000",
  })
  void readsPricesAsStringsAndAsNumbers(String value, String price) {
    assertThat(reads(trade("\"t\":7,\"p\":" + value))).isTrue();
    assertThat(Price.toString(frame.price())).isEqualTo(price);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "\"0.00000000\"",
        "0e9",
        "null",
        "{}",
        "[1]",
        "1e999999999",
        "--1",
        "1-1"
      })
  void isNoTradeWithoutAPrice(String value) {
    assertThat(reads(trade("\"t\":7,\"p\":" + value))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"s\":\"ETHUSDT\",\"t\":1,\"p\":\"1\",\"e\":\"kline\"}",
        "[[{\"a\":[{}]},\"]}\\\"\"],1.5e3,null,true]",
        "\"text, with } and ]\"",
        "-1.5E+3",
        "null",
      })
  void skipsUnknownFieldsOfAnyShapeAndDepth(String value) {
    String unknown = ",\"new\":" + value + ",\"n\":" + value + ",";
    String text = TRADE.replaceFirst(",", unknown.replace("\\", "\\\\"));
    assertThat(reads(text)).isTrue();
    assertTrade(text);
    String combined = "{\"n\":" + value + ",\"new\":" + value + ",\"data\":" + text + "}";
    assertThat(reads(combined)).isTrue();
    assertTrade(combined);
  }

  @Test
  void skipsFieldsNestedTooDeepForAStack() {
    String deep = "[".repeat(200_000) + "]".repeat(200_000);
    assertThat(reads(TRADE.replaceFirst(",", ",\"x\":" + deep + ","))).isTrue();
  }

  private static String trade(String fields) {
    return "{\"e\":\"trade\",\"s\":\"BTCUSDT\"," + fields + ",\"T\":1}";
  }

  @Test
  void survivesFramesCutAnywhereAndBytesOfAnyKind() {
    for (int length = 0; length < TRADE.length(); length++) {
      assertThat(reads(TRADE.substring(0, length))).isFalse();
    }
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = TRADE.getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      frame.parse(bytes, 0, random.nextInt(bytes.length + 1));
    }
  }

  private boolean reads(String text) {
    byte[] bytes = ("xx" + text + "}").getBytes(UTF_8);
    return frame.parse(bytes, 2, bytes.length - 1);
  }

  private void assertTrade(String text) {
    assertThat(("xx" + text).substring(frame.symbolFrom(), frame.symbolTo())).isEqualTo("BTCUSDT");
    assertThat(frame.id()).isEqualTo(3735683259L);
    assertThat(frame.price()).isEqualTo(Price.parse("61837.63").orElseThrow().units());
    assertThat(frame.time()).isEqualTo(1723161255342L);
  }
}

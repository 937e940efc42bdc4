package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.ingestion.exchange.SymbolListing.ListedSymbol;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeInfoTest {

  private static final String GOOD =
      "{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\",\"baseAsset\":\"BTC\",\"quoteAsset\":\"USDT\"}";

  private static ExchangeInfo parse(String body) throws InvalidResponseException {
    return ExchangeInfo.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "{}",
        "{\"symbol\":null,\"status\":\"TRADING\",\"baseAsset\":\"B\",\"quoteAsset\":\"U\"}",
        "{\"symbol\":\"\",\"status\":\"TRADING\",\"baseAsset\":\"B\",\"quoteAsset\":\"U\"}",
        "{\"symbol\":\"A\",\"status\":\"TRADING\",\"baseAsset\":{},\"quoteAsset\":\"U\"}",
        "{\"symbol\":\"A\\u0000\",\"status\":\"TRADING\",\"baseAsset\":\"B\",\"quoteAsset\":\"U\"}",
        "{\"symbol\":\"a\",\"status\":\"TRADING\",\"baseAsset\":\"B\",\"quoteAsset\":\"U\"}",
        "{\"symbol\":\"A\",\"status\":null,\"baseAsset\":\"B\",\"quoteAsset\":\"U\"}",
      })
  void skipsOnlyInvalidEntries(String bad) throws Exception {
    ExchangeInfo info = parse("{\"symbols\":[" + bad + "," + GOOD + "]}");
    assertThat(info.trading()).containsExactly(new ListedSymbol("btcusdt", "BTC", "USDT"));
    assertThat(info.unusable()).isEqualTo(1);
  }

  @Test
  void aSymbolThatIsThereTwiceIsListedOnce() throws Exception {
    assertThat(parse("{\"symbols\":[" + GOOD + "," + GOOD + "]}").trading()).hasSize(1);
  }

  @Test
  void symbolsThatDoNotTradeAreNotListed() throws Exception {
    ExchangeInfo info = parse("{\"symbols\":[" + GOOD.replace("TRADING", "BREAK") + "]}");
    assertThat(info.trading()).isEmpty();
    assertThat(info.unusable()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"symbols\":null}", "{\"symbols\":[", "null"})
  void anAnswerWithoutAListIsUnusable(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(InvalidResponseException.class);
  }
}

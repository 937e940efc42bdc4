package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class UnreadableTradeTest {

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"p\":\"?\"}",
        "{\"x\":{\"s\":\"ETHUSDT\"},\"e\":\"trade\",\"s\":\"BTCUSDT\"}",
        "{\"stream\":\"btcusdt@trade\",\"data\":{\"s\":\"BTCUSDT\",\"e\":\"trade\"}}",
        "{ \"e\" : \"trade\" , \"s\" : \"BTCUSDT\", \"p\":",
      })
  void extractsTheSymbol(String frame) {
    assertThat(read(frame)).contains(new UnreadableTrade("btcusdt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"e\":\"trade\"}",
        "{\"e\":\"trade\",\"s\":5}",
        "{\"e\":\"trade\",\"s\":\"\"}",
        "{\"e\":\"trade\",\"s\":\"BTC",
      })
  void isATradeOfAnUnknownSymbol(String frame) {
    assertThat(read(frame).map(UnreadableTrade::symbol)).isEmpty();
    assertThat(read(frame)).isPresent();
  }

  @Test
  void ignoresFramesThatAreNotTrades() {
    assertThat(read("{\"e\":\"kline\",\"s\":\"BTCUSDT\"}")).isEmpty();
    assertThat(read("{\"result\":null,\"id\":1}")).isEmpty();
    assertThat(read("{\"x\":{\"e\":\"trade\"}}")).isEmpty();
    assertThat(read("<html>")).isEmpty();
    assertThat(read("[1]")).isEmpty();
  }

  @Test
  void aSymbolIsDueOnceASecondAndOnceAfterItsLastUnreadableTrade() {
    UnreadableTrades trades = new UnreadableTrades();
    trades.record("btcusdt");
    assertThat(trades.due(0)).containsExactly("btcusdt");
    trades.record("btcusdt");
    trades.record("ethusdt");
    assertThat(trades.due(999)).containsExactly("ethusdt");
    assertThat(trades.due(1_000)).containsExactly("btcusdt");
    assertThat(trades.due(5_000)).isEmpty();
  }

  private Optional<UnreadableTrade> read(String frame) {
    return UnreadableTrade.parse(json, frame);
  }
}

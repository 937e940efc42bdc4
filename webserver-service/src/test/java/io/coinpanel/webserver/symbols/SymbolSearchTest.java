package io.coinpanel.webserver.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolSearchTest {

  private static final List<TradingSymbol> LISTINGS =
      List.of(
          new TradingSymbol("wbtcbtc", "WBTC", "BTC"),
          new TradingSymbol("btctry", "BTC", "TRY"),
          new TradingSymbol("btcusdc", "BTC", "USDC"),
          new TradingSymbol("ethbtc", "ETH", "BTC"),
          new TradingSymbol("btcstusdt", "BTCST", "USDT"),
          new TradingSymbol("btcusdt", "BTC", "USDT"));

  private static List<String> search(String query) {
    return SymbolSearch.search(LISTINGS, query, 5).stream().map(TradingSymbol::symbol).toList();
  }

  @Test
  void theBaseAssetAgainstUsualQuotesComesFirst() {
    assertThat(search("btc"))
        .containsExactly("btcusdt", "btcusdc", "btctry", "btcstusdt", "ethbtc");
  }

  @Test
  void anExactSymbolComesBeforeAllAndNoiseIsIgnored() {
    assertThat(search("BTC/TRY")).containsExactly("btctry");
    assertThat(search(" ethbtc ")).containsExactly("ethbtc");
    assertThat(search("doge")).isEmpty();
  }
}

package io.coinpanel.webserver.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolSearchTest {

  private static final List<Listing> LISTINGS =
      List.of(
          new Listing("wbtcbtc", "WBTC", "BTC"),
          new Listing("btctry", "BTC", "TRY"),
          new Listing("btcusdc", "BTC", "USDC"),
          new Listing("ethbtc", "ETH", "BTC"),
          new Listing("btcstusdt", "BTCST", "USDT"),
          new Listing("btcusdt", "BTC", "USDT"));

  private static List<String> search(String query) {
    return SymbolSearch.search(LISTINGS, query, 5).stream().map(Listing::symbol).toList();
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

package io.coinpanel.simulator.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Catalog of symbols: well-known assets against plausible quotes first, then generated ones. The
 * same seed lists the same symbols.
 */
final class SymbolCatalog {

  private static final Map<String, String> QUOTES = new LinkedHashMap<>();
  private static final Map<String, String> ASSETS = new LinkedHashMap<>();
  private static final String[] SYLLABLES = {
    "KA", "VO", "RI", "LU", "ZEN", "TO", "MA", "PIX", "NE", "QUO", "SA", "DEX", "FI", "GO", "HY",
    "BLO", "CRA", "WU", "XE", "YO"
  };

  // Dollars for one.
  static {
    put(QUOTES, "USDT 1 USDC 1 FDUSD 1 BTC 65000 ETH 3200 BNB 600 TRY 0.03 EUR 1.08");
    put(
        ASSETS,
        "BTC 65000 ETH 3200 BNB 600 SOL 150 XRP 0.55 DOGE 0.12 ADA 0.4 TRX 0.25 AVAX 28 LINK 14 "
            + "SHIB 0.000018 DOT 6 LTC 80 BCH 400 NEAR 5 UNI 8 APT 7 ICP 9 PEPE 0.00001 ETC 20 "
            + "XLM 0.1 FIL 4 ATOM 6 ARB 0.8 OP 1.8 INJ 22 SUI 1.1 TIA 6 SEI 0.4 RUNE 5 AAVE 110 "
            + "MKR 2500 FTM 0.6 ALGO 0.15 SAND 0.3 MANA 0.35 AXS 6 GRT 0.2 EGLD 30 THETA 1.4 "
            + "1INCH 0.3 1000SATS 0.0002 CRV 0.3 LDO 1.5 IMX 1.4 HBAR 0.07 VET 0.025 WLD 2 JUP 0.8 "
            + "BONK 0.00002 FLOKI 0.00015 WIF 2 ENA 0.4 PENDLE 4 STX 1.6 DYDX 1.2 GALA 0.02 "
            + "CHZ 0.07 KAVA 0.4 ZEC 25 DASH 25 XTZ 0.8 EOS 0.5 NEO 11 IOTA 0.15 SNX 1.8 COMP 45");
  }

  private static final int FIRST_BREAK = 100;

  private final SplittableRandom random;

  SymbolCatalog(long seed) {
    random = new SplittableRandom(seed);
  }

  private static void put(Map<String, String> prices, String words) {
    String[] word = words.split(" ", -1);
    for (int i = 0; i < word.length; i += 2) {
      prices.put(word[i], word[i + 1]);
    }
  }

  /** A few symbols are not traded, none of them well-known against the dollar. */
  static SymbolStatus status(int index) {
    if (index < FIRST_BREAK || index % 97 != 0) {
      return SymbolStatus.TRADING;
    }
    return index % 2 == 0 ? SymbolStatus.BREAK : SymbolStatus.HALT;
  }

  /** So many pairs of different names, the well-known first. */
  List<TradingPair> pairs(int count) {
    Map<String, TradingPair> pairs = new LinkedHashMap<>();
    QUOTES.keySet().forEach(quote -> ASSETS.forEach((base, usd) -> add(pairs, base, usd, quote)));
    while (pairs.size() < count) {
      invent(pairs);
    }
    return new ArrayList<>(pairs.values()).subList(0, count);
  }

  private void invent(Map<String, TradingPair> pairs) {
    StringBuilder base = new StringBuilder();
    for (int syllables = 2 + random.nextInt(2); syllables > 0; syllables--) {
      base.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    BigDecimal usd = BigDecimal.valueOf(1 + random.nextInt(9999), 1 + random.nextInt(6));
    for (String quote : QUOTES.keySet()) {
      if (quote.equals("USDT") || random.nextInt(4) == 0) {
        add(pairs, base.toString(), usd.toPlainString(), quote);
      }
    }
  }

  private static void add(Map<String, TradingPair> pairs, String base, String usd, String quote) {
    BigDecimal quoteUsd = new BigDecimal(QUOTES.get(quote));
    long price = DecimalUnits.of(new BigDecimal(usd).divide(quoteUsd, 8, RoundingMode.HALF_EVEN));
    // Below that the tick would be a large part of the price.
    if (price >= 500 && !base.equals(quote)) {
      pairs.putIfAbsent(base + quote, TradingPair.priced(base, quote, price));
    }
  }
}

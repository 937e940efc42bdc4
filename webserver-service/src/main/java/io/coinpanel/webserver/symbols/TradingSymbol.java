package io.coinpanel.webserver.symbols;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A trading symbol.
 *
 * @param symbol in lower case
 */
@Schema(
    name = "Listing",
    requiredProperties = {"symbol", "base", "quote"})
public record TradingSymbol(String symbol, String base, String quote) {}

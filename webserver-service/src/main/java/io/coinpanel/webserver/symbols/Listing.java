package io.coinpanel.webserver.symbols;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A symbol that is trading, as the page shows it.
 *
 * @param symbol in lower case
 */
@Schema(requiredProperties = {"symbol", "base", "quote"})
public record Listing(String symbol, String base, String quote) {}

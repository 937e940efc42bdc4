package io.coinpanel.webserver.symbols;

/**
 * A symbol that is trading, as the page shows it.
 *
 * @param symbol in lower case
 */
public record Listing(String symbol, String base, String quote) {}

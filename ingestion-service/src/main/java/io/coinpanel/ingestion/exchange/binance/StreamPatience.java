package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;

/**
 * How long the streams wait before something counts as broken.
 *
 * @param silence after which a busy connection is suspicious
 * @param reconnect the longest wait between two attempts to connect
 * @param confirmation how often the exchange is asked which streams it thinks there are
 */
public record StreamPatience(Duration silence, Duration reconnect, Duration confirmation) {}

package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;

/**
 * Timeouts of the streams.
 *
 * @param silence after which a busy connection is suspicious
 * @param reconnect the longest wait between two attempts to connect
 * @param confirmation interval of LIST_SUBSCRIPTIONS checks
 */
public record StreamTimeouts(Duration silence, Duration reconnect, Duration confirmation) {}

package io.coinpanel.ingestion.exchange.binance;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.NanoClock;

/**
 * What the streams need of their surroundings; it outlives them.
 *
 * @param wallClock for dates that the exchange sends
 * @param clock for everything that takes time
 * @param attempts shared by all that connect from this address
 */
public record StreamEnvironment(
    InstantSource wallClock,
    NanoClock clock,
    RandomGenerator random,
    StreamTimeouts timeouts,
    ConnectionAttemptLimit attempts,
    StreamMetrics metrics) {}

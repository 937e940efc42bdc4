package io.coinpanel.benchmarks.burst;

import java.time.Duration;

/**
 * Result of one burst.
 *
 * @param durable until all rows were committed
 * @param read until all frames were read
 * @param ingestion CPU time spent
 */
record BurstResult(
    long tradeId,
    Duration durable,
    Duration read,
    Duration ingestion,
    Duration webserver,
    Duration postgres) {}

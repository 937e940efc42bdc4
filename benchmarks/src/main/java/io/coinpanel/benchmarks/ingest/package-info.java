/** Ingestion throughput compared with other readers of the same stream. */
@NullMarked
package io.coinpanel.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;

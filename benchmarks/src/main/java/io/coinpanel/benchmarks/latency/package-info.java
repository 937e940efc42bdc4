/** How long from a trade on the exchange's socket to the notification on the client's. */
@NullMarked
package io.coinpanel.benchmarks.latency;

import org.jspecify.annotations.NullMarked;

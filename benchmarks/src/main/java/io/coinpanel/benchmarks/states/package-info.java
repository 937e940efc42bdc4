/** What conditions that remember trades cost a running ingestion, and at a restart. */
@NullMarked
package io.coinpanel.benchmarks.states;

import org.jspecify.annotations.NullMarked;

/** How long a start takes with many subscriptions in the table. */
@NullMarked
package io.coinpanel.benchmarks.start;

import org.jspecify.annotations.NullMarked;

/** How many subscriptions a second are taken. */
@NullMarked
package io.coinpanel.benchmarks.subscribe;

import org.jspecify.annotations.NullMarked;

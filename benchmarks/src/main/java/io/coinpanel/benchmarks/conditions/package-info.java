/** What subscriptions of every kind cost: time for a trade, memory, and a restart. */
@NullMarked
package io.coinpanel.benchmarks.conditions;

import org.jspecify.annotations.NullMarked;

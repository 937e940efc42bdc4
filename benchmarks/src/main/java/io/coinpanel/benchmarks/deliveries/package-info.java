/** Notifications on their way to webhooks, held against a plain loop that posts the same. */
@NullMarked
package io.coinpanel.benchmarks.deliveries;

import org.jspecify.annotations.NullMarked;

/**
 * What is measured, set up as a user runs it: Postgres, the services as processes, the simulated
 * exchange.
 */
@NullMarked
package io.coinpanel.benchmarks.stage;

import org.jspecify.annotations.NullMarked;

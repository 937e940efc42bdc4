/**
 * What is measured, set up as a user runs it: Postgres, the services as processes, the simulated
 * exchange.
 */
@NullMarked
package io.coinpanel.benchmarks.environment;

import org.jspecify.annotations.NullMarked;

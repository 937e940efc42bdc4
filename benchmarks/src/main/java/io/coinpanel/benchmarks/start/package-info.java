/** Startup time with many stored subscriptions. */
@NullMarked
package io.coinpanel.benchmarks.start;

import org.jspecify.annotations.NullMarked;

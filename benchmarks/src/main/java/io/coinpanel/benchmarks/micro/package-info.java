/** The hot paths alone, each measured beside what one would write without thinking of speed. */
@NullMarked
package io.coinpanel.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

/** What services that have just started take for the first of everything. */
@NullMarked
package io.coinpanel.benchmarks.cold;

import org.jspecify.annotations.NullMarked;

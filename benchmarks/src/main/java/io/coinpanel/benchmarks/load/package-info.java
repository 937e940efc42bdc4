/** Clients by the thousand over real sockets, lean enough not to be what is measured. */
@NullMarked
package io.coinpanel.benchmarks.load;

import org.jspecify.annotations.NullMarked;

/** Recorded trades, and the oracle that knows which of them must notify whom. */
@NullMarked
package io.coinpanel.testkit.market;

import org.jspecify.annotations.NullMarked;

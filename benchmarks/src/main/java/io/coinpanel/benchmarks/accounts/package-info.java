/** What accounts cost: their sockets, their event streams, and a start with many of them. */
@NullMarked
package io.coinpanel.benchmarks.accounts;

import org.jspecify.annotations.NullMarked;

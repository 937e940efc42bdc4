/** Compares the whole system with an independent naive oracle. */
@NullMarked
package io.coinpanel.systemtests.oracle;

import org.jspecify.annotations.NullMarked;

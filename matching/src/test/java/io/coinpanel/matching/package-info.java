/** The crossing rule and the index, against their naive counterparts. */
@NullMarked
package io.coinpanel.matching;

import org.jspecify.annotations.NullMarked;

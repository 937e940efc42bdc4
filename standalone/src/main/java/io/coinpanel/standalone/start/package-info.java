/** Everything on the live exchange, with data that stays. */
@NullMarked
package io.coinpanel.standalone.start;

import org.jspecify.annotations.NullMarked;

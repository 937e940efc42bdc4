/** Everything on the live exchange, with data that stays and can be restored. */
@NullMarked
package io.coinpanel.standalone.start;

import org.jspecify.annotations.NullMarked;

/** The parts put together, and what they must do together. */
@NullMarked
package io.coinpanel.standalone;

import org.jspecify.annotations.NullMarked;

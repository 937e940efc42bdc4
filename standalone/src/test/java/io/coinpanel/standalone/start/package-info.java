/** The demo as its user sees it. */
@NullMarked
package io.coinpanel.standalone.start;

import org.jspecify.annotations.NullMarked;

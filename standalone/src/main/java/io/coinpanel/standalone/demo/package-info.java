/** Everything on simulated prices, to look at. */
@NullMarked
package io.coinpanel.standalone.demo;

import org.jspecify.annotations.NullMarked;

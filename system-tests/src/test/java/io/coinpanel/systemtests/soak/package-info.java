/**
 * Many clients that come, go, stall and resume on webservers that are killed under them, each
 * checking its deliveries.
 */
@NullMarked
package io.coinpanel.systemtests.soak;

import org.jspecify.annotations.NullMarked;

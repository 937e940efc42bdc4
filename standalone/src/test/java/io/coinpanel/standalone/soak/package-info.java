/**
 * Many clients that come, go, stall and resume on webservers that are killed under them, each
 * keeping a notebook of what it was told.
 */
@NullMarked
package io.coinpanel.standalone.soak;

import org.jspecify.annotations.NullMarked;

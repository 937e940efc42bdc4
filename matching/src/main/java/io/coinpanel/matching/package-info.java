/**
 * Conditions evaluated over trades: which thresholds a trade crosses, and whether they may fire.
 */
@NullMarked
package io.coinpanel.matching;

import org.jspecify.annotations.NullMarked;

/** What is traded: the listed symbols and every trade that has happened on them. */
@NullMarked
package io.coinpanel.simulator.market;

import org.jspecify.annotations.NullMarked;

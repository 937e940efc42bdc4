/** The REST side: market data, request weights, and faults. */
@NullMarked
package io.coinpanel.simulator.rest;

import org.jspecify.annotations.NullMarked;

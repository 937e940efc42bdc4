/** The REST side: market data as answers, what they weigh, and how they are spoiled. */
@NullMarked
package io.coinpanel.simulator.rest;

import org.jspecify.annotations.NullMarked;

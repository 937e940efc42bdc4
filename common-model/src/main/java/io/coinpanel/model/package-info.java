/**
 * The words of the domain: what a price, a subscription and a notification are to both services.
 */
@NullMarked
package io.coinpanel.model;

import org.jspecify.annotations.NullMarked;

package io.coinpanel.webserver.destination;

/**
 * A destination that a sender has taken over.
 *
 * @param wanted up to here there may be notifications for it
 * @param epoch of this sender: one that takes over later has a higher one
 */
record Takeover(Target target, DeliveryState state, long wanted, long epoch) {}

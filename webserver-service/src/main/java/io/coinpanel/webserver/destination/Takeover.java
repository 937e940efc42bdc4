package io.coinpanel.webserver.destination;

import java.util.List;

/**
 * A destination that a sender has taken over.
 *
 * @param notices to be sent
 * @param wanted up to here there may be notifications for it
 * @param epoch of this sender: one that takes over later has a higher one
 */
record Takeover(
    Target target, DeliveryState state, List<Notice> notices, long wanted, long epoch) {}

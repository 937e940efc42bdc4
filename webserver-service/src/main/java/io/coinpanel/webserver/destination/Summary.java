package io.coinpanel.webserver.destination;

import java.time.Instant;

/**
 * Notifications that go out as one message. Fixed before its first attempt.
 *
 * @param at when it was made
 * @param isPartial whether retention had dropped some of them
 */
record Summary(long firstId, long lastId, int count, Instant at, boolean isPartial) {}

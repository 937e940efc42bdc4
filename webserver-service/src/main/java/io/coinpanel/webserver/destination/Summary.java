package io.coinpanel.webserver.destination;

import java.time.Instant;

/**
 * Notifications that go out as one message. Fixed before its first attempt.
 *
 * @param seconds from the first of them to the last
 * @param at when it was made
 * @param isPartial whether retention had dropped some of them
 */
record Summary(long firstId, long lastId, int count, int seconds, Instant at, boolean isPartial) {}

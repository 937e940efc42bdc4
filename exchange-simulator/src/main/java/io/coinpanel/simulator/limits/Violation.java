package io.coinpanel.simulator.limits;

import java.time.Instant;

/**
 * A limit that a client broke.
 *
 * @param address the client's address
 * @param detail in words: which connection, which request
 */
public record Violation(Instant at, Limit limit, String address, String detail) {}

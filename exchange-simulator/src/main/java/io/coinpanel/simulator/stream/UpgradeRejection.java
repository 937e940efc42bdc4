package io.coinpanel.simulator.stream;

import org.jspecify.annotations.Nullable;

/**
 * A handshake refused.
 *
 * @param status of HTTP
 * @param retryAfter the header's value, null to send none
 */
public record UpgradeRejection(int status, @Nullable String retryAfter) {}

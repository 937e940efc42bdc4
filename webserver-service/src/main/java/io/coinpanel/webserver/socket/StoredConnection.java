package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.proxy.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * A stored connection.
 *
 * @param cursor the last acknowledged notification
 * @param address which its subscriptions count for; null if that is not known
 */
public record StoredConnection(long id, long cursor, @Nullable ClientAddress address) {}

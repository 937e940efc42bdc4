package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.proxy.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the table has it.
 *
 * @param cursor the last notification that has reached the client
 * @param address which its subscriptions count for; null if that is not known
 */
public record StoredConnection(long id, long cursor, @Nullable ClientAddress address) {}

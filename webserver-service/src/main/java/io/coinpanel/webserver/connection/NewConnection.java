package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.proxy.ClientAddress;

/**
 * A connection that has not subscribed yet, and so is not stored yet.
 *
 * @param tokenHash SHA-256 of its token, in hexadecimal
 * @param cursor every notification up to here is somebody else's
 * @param address where its client came from
 */
public record NewConnection(long id, String tokenHash, long cursor, ClientAddress address) {}

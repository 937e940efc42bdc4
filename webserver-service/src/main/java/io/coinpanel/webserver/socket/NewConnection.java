package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.proxy.ClientAddress;

/**
 * A connection without subscriptions, not stored yet.
 *
 * @param tokenHash SHA-256 of its token, in hexadecimal
 * @param cursor every notification up to this id belongs to others
 * @param address the client's address
 */
public record NewConnection(long id, String tokenHash, long cursor, ClientAddress address) {}

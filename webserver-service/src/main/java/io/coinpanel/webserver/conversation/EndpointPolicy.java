package io.coinpanel.webserver.conversation;

/**
 * What clients of the endpoint may do.
 *
 * @param commandsPerSecond of one socket
 * @param allowsAnonymous whether a socket may stay without an account
 */
record EndpointPolicy(int commandsPerSecond, boolean allowsAnonymous) {}

package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.socket.CommandBudgets;

/**
 * What clients of the endpoint may do.
 *
 * @param budgets how many commands a second
 * @param allowsAnonymous whether a socket may stay without an account
 */
record EndpointPolicy(CommandBudgets budgets, boolean allowsAnonymous) {}

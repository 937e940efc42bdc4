package io.coinpanel.simulator.stream;

import java.util.Set;

/**
 * An open connection as a test or the control API sees it.
 *
 * @param streams the names it is subscribed to, in lower case as sent
 * @param pongs pong frames that came from the client
 * @param framesReceived text, ping and pong frames that came from the client
 */
public record ConnectionView(
    long id,
    String address,
    boolean combined,
    boolean stalled,
    Set<String> streams,
    long pongs,
    long framesReceived) {}

package io.coinpanel.standalone.panel;

import java.net.URI;

/** Where an exchange is; neither address has a path. */
public record ExchangeAddress(URI webSocketUri, URI restUri) {}

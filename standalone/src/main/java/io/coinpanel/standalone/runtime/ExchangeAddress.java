package io.coinpanel.standalone.runtime;

import java.net.URI;

/** Addresses of an exchange, without paths. */
public record ExchangeAddress(URI webSocketUri, URI restUri) {}

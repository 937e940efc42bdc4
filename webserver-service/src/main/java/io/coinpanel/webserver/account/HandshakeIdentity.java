package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.Rejection;

/** Who a WebSocket handshake comes from. */
public sealed interface HandshakeIdentity {

  /**
   * Nobody known.
   *
   * @param mayBeLocal whether {@code authenticate} without a token makes it account {@code local}
   */
  record Anonymous(boolean mayBeLocal) implements HandshakeIdentity {}

  record Known(AccountPrincipal account) implements HandshakeIdentity {}

  /** Its credential is invalid. */
  record Refused(Rejection rejection) implements HandshakeIdentity {}
}

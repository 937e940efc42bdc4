package io.coinpanel.webserver.proxy;

import java.net.InetAddress;
import java.util.Optional;

/** Addresses as text, with or without the brackets of a URL. Never resolves names. */
final class IpLiteral {

  private IpLiteral() {}

  static Optional<InetAddress> parse(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    try {
      return Optional.of(
          InetAddress.ofLiteral(bracketed ? text.substring(1, text.length() - 1) : text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

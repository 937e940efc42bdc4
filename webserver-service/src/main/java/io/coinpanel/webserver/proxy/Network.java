package io.coinpanel.webserver.proxy;

import java.net.InetAddress;
import java.util.Arrays;

/** A network in CIDR notation, such as {@code 10.0.0.0/8}; a plain address is a network of one. */
record Network(InetAddress address, int prefixLength) {

  /** Throws IllegalArgumentException, naming the text, if it is not a network. */
  static Network parse(String text) {
    try {
      int slash = text.indexOf('/');
      InetAddress address =
          IpLiteral.parse(slash < 0 ? text : text.substring(0, slash)).orElseThrow();
      int bits = address.getAddress().length * Byte.SIZE;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (length < 0 || length > bits) {
        throw new IllegalArgumentException("prefix length " + length);
      }
      return new Network(address, length);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a network such as 10.0.0.0/8 or ::1", e);
    }
  }

  boolean contains(InetAddress other) {
    byte[] network = address.getAddress();
    byte[] candidate = other.getAddress();
    int whole = prefixLength / Byte.SIZE;
    int rest = prefixLength % Byte.SIZE;
    return network.length == candidate.length
        && Arrays.equals(network, 0, whole, candidate, 0, whole)
        && (rest == 0 || ((network[whole] ^ candidate[whole]) & (0xff << (Byte.SIZE - rest))) == 0);
  }
}

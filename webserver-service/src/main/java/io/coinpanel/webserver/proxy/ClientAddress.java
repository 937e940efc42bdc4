package io.coinpanel.webserver.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A client's address as limits count it and logs name it: an IPv4 address, or the /64 of an IPv6
 * address, the usual allocation per household.
 */
public record ClientAddress(boolean v6, long network) {

  private static final int V6_BYTES = 16;

  static ClientAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new ClientAddress(true, bytes.getLong())
        : new ClientAddress(false, Integer.toUnsignedLong(bytes.getInt()));
  }

  /**
   * Parses the result of {@link #toString}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ClientAddress parse(String text) {
    return of(Network.parse(text).address());
  }

  @Override
  public String toString() {
    try {
      return v6
          ? InetAddress.getByAddress(ByteBuffer.allocate(V6_BYTES).putLong(network).array())
                  .getHostAddress()
              + "/64"
          : InetAddress.getByAddress(
                  ByteBuffer.allocate(Integer.BYTES).putInt((int) network).array())
              .getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError("these lengths are valid", e);
    }
  }
}

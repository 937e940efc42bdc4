package io.coinpanel.webserver.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {

  private static final InetSocketAddress ONE = new InetSocketAddress("192.0.2.1", 1000);
  private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.2", 1000);

  @Test
  void countsEachAddressByItself() {
    Addresses addresses = new Addresses(1);
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.hasRoom(ONE)).isFalse();
    assertThat(addresses.enter(ONE)).isFalse();
    assertThat(addresses.enter(OTHER)).isTrue();
    addresses.leave(ONE);
    assertThat(addresses.hasRoom(ONE)).isFalse();
    addresses.leave(ONE);
    assertThat(addresses.enter(ONE)).isTrue();
  }

  @Test
  void countsAHouseholdsIpv6AddressesTogether() {
    Addresses addresses = new Addresses(1);
    assertThat(addresses.enter(new InetSocketAddress("2001:db8::1", 1))).isTrue();
    assertThat(addresses.enter(new InetSocketAddress("2001:db8::2", 1))).isFalse();
    assertThat(addresses.enter(new InetSocketAddress("2001:db8:0:1::1", 1))).isTrue();
  }

  @Test
  void zeroIsNoLimit() {
    Addresses addresses = new Addresses(0);
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.hasRoom(ONE)).isTrue();
  }
}

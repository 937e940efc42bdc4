package io.coinpanel.webserver.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.proxy.ClientAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {

  private static final ClientAddress ONE = new ClientAddress(false, 1);
  private static final ClientAddress OTHER = new ClientAddress(true, 1);

  @Test
  void eachAddressHasRoomForSoManyUntilOneLeaves() {
    Addresses addresses = new Addresses(2);
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.hasRoom(ONE)).isFalse();
    assertThat(addresses.enter(ONE)).isFalse();
    assertThat(addresses.enter(OTHER)).isTrue();
    addresses.leave(ONE);
    addresses.leave(ONE);
    assertThat(addresses.hasRoom(ONE)).isTrue();
  }

  @Test
  void zeroIsAnyNumber() {
    Addresses addresses = new Addresses(0);
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.enter(ONE)).isTrue();
    assertThat(addresses.hasRoom(ONE)).isTrue();
  }
}

package io.coinpanel.webserver.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.proxy.ClientAddress;
import org.junit.jupiter.api.Test;

class SocketLimitTest {

  private static final ClientAddress ONE = new ClientAddress(false, 1);
  private static final ClientAddress OTHER = new ClientAddress(true, 1);

  @Test
  void limitsSocketsPerAddress() {
    SocketLimit socketLimit = new SocketLimit(2);
    assertThat(socketLimit.tryAcquire(ONE)).isTrue();
    assertThat(socketLimit.tryAcquire(ONE)).isTrue();
    assertThat(socketLimit.hasRoom(ONE)).isFalse();
    assertThat(socketLimit.tryAcquire(ONE)).isFalse();
    assertThat(socketLimit.tryAcquire(OTHER)).isTrue();
    socketLimit.release(ONE);
    socketLimit.release(ONE);
    assertThat(socketLimit.hasRoom(ONE)).isTrue();
  }

  @Test
  void zeroIsAnyNumber() {
    SocketLimit socketLimit = new SocketLimit(0);
    assertThat(socketLimit.tryAcquire(ONE)).isTrue();
    assertThat(socketLimit.tryAcquire(ONE)).isTrue();
    assertThat(socketLimit.hasRoom(ONE)).isTrue();
  }
}

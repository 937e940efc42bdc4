package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that begin a message and do not end it. */
class MessageTimeoutTest {

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.message-timeout=1s");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @Test
  void abortsAnUnfinishedFrameButKeepsIdleClients() throws IOException {
    try (TestClient quiet = webserver.client();
        RawSocket slow = new RawSocket(webserver.port())) {
      slow.head();
      slow.read(RawSocket.TEXT);
      slow.startHugeText(3);
      assertThat(slow.isAtEnd()).isTrue();
      quiet.expectNothing();
    }
  }

  @Test
  void abortsUnfinishedFragmentsDespitePings() throws IOException {
    try (RawSocket slow = new RawSocket(webserver.port())) {
      slow.head();
      slow.read(RawSocket.TEXT);
      slow.send(RawSocket.TEXT, false, new byte[] {'{'});
      slow.send(RawSocket.PING, true, new byte[0]);
      slow.read(RawSocket.PONG);
      assertThat(slow.isAtEnd()).isTrue();
    }
  }
}

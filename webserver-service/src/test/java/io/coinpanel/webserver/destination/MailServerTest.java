package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailServerTest {

  private static final Mail MAIL = new Mail("me@example.org", "1", "one", "one", "one", Map.of());

  private static MailServer at(int port, String from) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    return new MailServer(() -> sender, from, Duration.ofSeconds(1));
  }

  @Test
  void endsAnAttemptAndItsConnectionAtAServerThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(at(silent.getLocalPort(), "me@example.org").send(MAIL))
          .isEqualTo(
              new AttemptOutcome.Failed(
                  null, "the mail server did not answer within 1 s", "", null));
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).isNegative();
      }
    }
  }

  @Test
  void saysThatTheSenderIsNoAddress() throws Exception {
    assertThat(at(1, "CoinPanel <alerts").send(MAIL))
        .isEqualTo(
            new AttemptOutcome.Failed(null, "COINPANEL_MAIL_FROM is not an address", "", null));
  }
}

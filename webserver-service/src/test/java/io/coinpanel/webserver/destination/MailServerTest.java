package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailServerTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Mail MAIL = new Mail("me@example.org", "1", "one", "one", "one", Map.of());

  private static MailServer at(int port, String from) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    return through(sender, from, Duration.ofSeconds(1));
  }

  private static MailServer through(JavaMailSenderImpl sender, String from, Duration answer) {
    return new MailServer(() -> sender, from, Duration.ofSeconds(1), answer);
  }

  /** What a mail server does in place of accepting something. */
  private interface Behaviour {
    void act(Socket client) throws IOException;
  }

  /** Sends to a server that accepts everything up to a line. */
  private static AttemptOutcome send(String line, Behaviour there, Duration answer)
      throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(listening, line, there));
      JavaMailSenderImpl sender = new JavaMailSenderImpl();
      sender.setHost("127.0.0.1");
      sender.setPort(listening.getLocalPort());
      return through(sender, "me@example.org", answer).send(MAIL);
    }
  }

  private static void serve(ServerSocket listening, String last, Behaviour there) {
    try (Socket client = listening.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      answer(client, "220 ready");
      boolean isContent = false;
      String line = lines.readLine();
      while (line != null && !line.equals(last)) {
        isContent |= line.equals("DATA");
        if (line.equals("DATA")) {
          answer(client, "354 go ahead");
        } else if (!isContent) {
          answer(client, "250 ok");
        }
        line = lines.readLine();
      }
      there.act(client);
    } catch (IOException gone) {
      // The client has what it needs.
    }
  }

  private static void answer(Socket client, String reply) throws IOException {
    client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void waitUntilClosed(Socket client) throws IOException {
    assertThat(client.getInputStream().read()).isNegative();
  }

  @Test
  void doesNotKnowWhetherAMailArrivedWhoseAnswerIsMissing() throws Exception {
    assertThat(send(".", MailServerTest::waitUntilClosed, Duration.ofMillis(100)))
        .isInstanceOf(AttemptOutcome.Unanswered.class);
    assertThat(send(".", Socket::close, LONG)).isInstanceOf(AttemptOutcome.Unanswered.class);
  }

  @Test
  void knowsThatAMailDidNotArriveThatWasNotSentWhole() throws Exception {
    assertThat(send("DATA", MailServerTest::waitUntilClosed, LONG))
        .isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(send("DATA", Socket::close, LONG)).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(send(".", client -> answer(client, "451 4.3.0 try again"), LONG))
        .isInstanceOf(AttemptOutcome.Failed.class);
  }

  @Test
  void waitsLongerForTheAnswerToAMailThanForTheConnection() throws Exception {
    assertThat(
            send(
                ".",
                client -> {
                  client.setSoTimeout(1_500);
                  assertThatThrownBy(() -> client.getInputStream().read())
                      .isInstanceOf(SocketTimeoutException.class);
                  answer(client, "250 ok");
                },
                LONG))
        .isEqualTo(new AttemptOutcome.Accepted(null));
  }

  @Test
  void aMailThatWasAcceptedStaysSoWhateverBecomesOfTheConnection() throws Exception {
    JavaMailSenderImpl sender =
        new JavaMailSenderImpl() {
          @Override
          protected void doSend(MimeMessage[] mails, @Nullable Object @Nullable [] originals) {
            throw new MailSendException("cannot be closed", new MessagingException("gone"));
          }
        };
    assertThat(through(sender, "me@example.org", LONG).send(MAIL))
        .isEqualTo(new AttemptOutcome.Accepted(null));
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

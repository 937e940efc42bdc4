package io.coinpanel.webserver.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.destination.AttemptOutcome.Accepted;
import io.coinpanel.webserver.destination.AttemptOutcome.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that behave as none should. */
// Each test starts them.
@SuppressWarnings("NullAway.Init")
class HttpReceiversTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final AtomicInteger lookups = new AtomicInteger();
  private ServerSocket server;
  private HttpReceivers receivers;

  /** Another address at each look-up: the first one is allowed. */
  private InetAddress[] changing(String name) {
    return new InetAddress[] {
      InetAddress.ofLiteral(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")
    };
  }

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, LOOPBACK);
    receivers =
        new HttpReceivers(
            new AllowedAddresses(List.of("127.0.0.0/8"), name -> new InetAddress[] {LOOPBACK}),
            InstantSource.system());
  }

  @AfterEach
  void stop() throws Exception {
    receivers.stop();
    server.close();
  }

  /** Answers one request with these bytes, and closes. */
  private void answer(String text) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[8192]);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
              } catch (IOException e) {
                // The caller has gone.
              }
            });
  }

  private AttemptOutcome post(HttpReceivers through) throws InterruptedException {
    return through.post(
        URI.create("http://example.org:" + server.getLocalPort() + "/"),
        Map.of(),
        "application/json",
        "{}".getBytes(StandardCharsets.US_ASCII),
        Set.of());
  }

  @Test
  void oneThatClosesBeforeItAnswersHasNotAccepted() throws Exception {
    answer("");
    assertThat(post(receivers)).isInstanceOf(Failed.class);
  }

  @Test
  void oneThatPromisesMoreThanItSendsHasAccepted() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort");
    assertThat(post(receivers)).isEqualTo(new Accepted(200));
  }

  @Test
  void nobodyReadsAnAnswerThatIsTooLong() throws Exception {
    answer("HTTP/1.1 500 Oops\r\nContent-Length: 100000000\r\n\r\n" + "x".repeat(200_000));
    assertThat(post(receivers))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(500);
              assertThat(failed.answer()).hasSizeLessThanOrEqualTo(1_000);
            });
  }

  @Test
  void anAnswerThatAsksForNoCredentialsInTheUsualWayIsAnAnswer() throws Exception {
    answer("HTTP/1.1 401 No\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n");
    assertThat(post(receivers))
        .isEqualTo(new Failed(401, "HTTP status 401", "", Duration.ofSeconds(60)));
  }

  @Test
  void oneThatSpeaksSomethingElseHasNotAccepted() throws Exception {
    answer("220 mail.example.org ESMTP\r\n");
    assertThat(post(receivers)).isInstanceOf(Failed.class);
  }

  @Test
  void aNameIsLookedUpOnceAndConnectedToWhatWasChecked() throws Exception {
    HttpReceivers strict =
        new HttpReceivers(
            new AllowedAddresses(List.of("127.0.0.1"), this::changing), InstantSource.system());
    try {
      answer("HTTP/1.1 204 OK\r\nConnection: close\r\n\r\n");
      assertThat(post(strict)).isEqualTo(new Accepted(204));
      assertThat(lookups).hasValue(1);
      assertThat(post(strict))
          .isInstanceOfSatisfying(
              Failed.class, failed -> assertThat(failed.error()).contains("no public address"));
    } finally {
      strict.stop();
    }
  }
}

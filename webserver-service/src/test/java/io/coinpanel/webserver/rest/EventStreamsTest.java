package io.coinpanel.webserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Credential;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comments, credentials and the end of streams, on the thread of the test. */
class EventStreamsTest {

  private static final Instant END = Instant.parse("2026-01-01T00:00:10Z");

  private final DeliveryProgress progress = new DeliveryProgress();
  private final AccountReaders readers = new AccountReaders();
  private final RecordingTransport transport = new RecordingTransport();
  private Instant wallClock = END.minusSeconds(10);
  private long nanos;
  private boolean valid = true;
  private final EventStreams streams =
      new EventStreams(
          Runnable::run,
          readers,
          new NotificationHistory(JdbcClient.create(new PGSimpleDataSource())),
          progress,
          _ -> valid,
          () -> wallClock,
          () -> nanos);

  /** Records what is written. */
  private static final class RecordingTransport implements EventStreamTransport {
    private final List<String> written = new ArrayList<>();
    private boolean closed;
    private boolean broken;

    @Override
    public CompletableFuture<?> write(byte[] text) {
      if (broken) {
        return CompletableFuture.failedFuture(new IOException("gone"));
      }
      written.add(new String(text, StandardCharsets.UTF_8));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void abort() {
      closed = true;
    }
  }

  @BeforeEach
  void open() {
    progress.start(100);
    streams.open(
        new AccountPrincipal(
            1, "one", Set.of(Scope.SUBSCRIPTIONS_READ), new Credential.ApiKey("12345678"), END),
        transport,
        null);
  }

  private void beat(Duration later) {
    nanos += later.toNanos();
    streams.heartbeat();
  }

  @Test
  void sendsACommentAtOnceAndEvery15Seconds() {
    assertThat(transport.written).containsExactly(":\n\n");
    beat(Duration.ofMillis(14_999));
    assertThat(transport.written).hasSize(1);
    beat(Duration.ofMillis(1));
    assertThat(transport.written).containsExactly(":\n\n", ":\n\n");
    beat(Duration.ofSeconds(1));
    assertThat(transport.written).hasSize(2);
  }

  @Test
  void endsWhenItsCredentialExpires() {
    wallClock = END.minusMillis(1);
    streams.checkCredentials();
    assertThat(transport.closed).isFalse();
    wallClock = END;
    streams.checkCredentials();
    assertThat(transport.closed).isTrue();
    assertThat(streams.count()).isZero();
    assertThat(readers.of(1)).isEmpty();
  }

  @Test
  void endsWhenItsCredentialIsNoLongerValid() {
    valid = false;
    streams.checkCredentials();
    assertThat(transport.closed).isFalse();
    readers.of(1).forEach(reader -> reader.deliver(new Event.CredentialsChanged(1)));
    streams.checkCredentials();
    assertThat(transport.closed).isTrue();
  }

  @Test
  void isForgottenWhenItCannotBeWritten() {
    transport.broken = true;
    beat(Duration.ofSeconds(15));
    assertThat(transport.closed).isTrue();
    assertThat(streams.count()).isZero();
  }

  @Test
  void endsWithTheWebserver() {
    streams.closeAll();
    assertThat(transport.closed).isTrue();
    RecordingTransport late = new RecordingTransport();
    streams.open(
        new AccountPrincipal(2, "two", Set.of(), new Credential.Local(), null), late, null);
    assertThat(late.closed).isTrue();
    assertThat(streams.count()).isZero();
  }
}

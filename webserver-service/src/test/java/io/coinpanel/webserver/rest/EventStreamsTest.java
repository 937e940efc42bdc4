package io.coinpanel.webserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Credential;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
  private final EventStreams streams = streams(Runnable::run);

  private EventStreams streams(Executor threads) {
    return new EventStreams(
        threads,
        readers,
        new NotificationHistory(JdbcClient.create(new PGSimpleDataSource())),
        progress,
        _ -> valid,
        () -> wallClock,
        () -> nanos);
  }

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
    open(streams);
  }

  private void open(EventStreams opening) {
    opening.open(
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
  void keepsTheLastOfTheFeedForAClientThatDoesNotRead() {
    List<Runnable> blocked = new ArrayList<>();
    EventStreams slow = streams(blocked::add);
    transport.written.clear();
    open(slow);
    EventStream stream = slow.all().iterator().next();
    for (int i = 0; i < 1000; i++) {
      stream.sendFeed(new FeedStale("btcusdt", END.plusSeconds(i)));
      stream.sendFeed(new FeedOk("ethusdt", END, i, 0));
    }
    blocked.forEach(Runnable::run);
    assertThat(String.join("", transport.written))
        .isEqualTo(
            """
            :

            event: feed
            data: {"type":"feed","symbol":"btcusdt","state":"stale","since":"2026-01-01T00:16:49Z"}

            event: feed
            data: {"type":"feed","symbol":"ethusdt","state":"ok","since":"2026-01-01T00:00:10Z",\
            "found_trades":999,"missing_trades":0}

            """);
  }

  @Test
  void readsTheSymbolsOfAnAccountAgainAfterAnEvent() {
    List<Set<Long>> asked = new ArrayList<>();
    List<Set<String>> symbols = new ArrayList<>();
    StreamFeedReaders feed =
        new StreamFeedReaders(
            streams,
            accounts -> {
              asked.add(Set.copyOf(accounts));
              return Map.of(1L, Set.of("btcusdt"));
            });
    feed.forEach((_, read) -> symbols.add(read));
    feed.forEach((_, read) -> symbols.add(read));
    assertThat(asked).containsExactly(Set.of(1L));
    readers.of(1).forEach(reader -> reader.deliver(new Event.Changed(1, 2, null)));
    feed.forEach((_, read) -> symbols.add(read));
    assertThat(asked).containsExactly(Set.of(1L), Set.of(1L));
    assertThat(symbols).hasSize(3).containsOnly(Set.of("btcusdt"));
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

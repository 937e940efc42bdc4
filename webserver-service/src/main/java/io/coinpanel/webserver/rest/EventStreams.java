package io.coinpanel.webserver.rest;

import io.coinpanel.model.OutageLog;
import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.delivery.NotificationHistory.Unsent;
import io.coinpanel.webserver.rest.EventStream.Task;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.DeliveryProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open event streams of this webserver. A stream has a virtual thread only while there is
 * something to write to it, which waits there for a slow client.
 */
final class EventStreams {

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  /** A client that does not read holds one page of events. */
  private static final int PAGE = 50;

  /** Streams and sockets of one account. */
  private static final int MAX_READERS = 20_000;

  private static final String COMMENT = ":\n\n";
  private static final long COMMENT_INTERVAL = Duration.ofSeconds(15).toNanos();

  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final OutageLog outage = new OutageLog(LOG, "Reading events for streams");
  private final Executor threads;
  private final AccountReaders readers;
  private final NotificationHistory history;
  private final DeliveryProgress progress;
  private final Predicate<AccountPrincipal> isStillValid;
  private final InstantSource wallClock;
  private final NanoClock clock;
  private volatile boolean closing;

  /** Streams share a few database connections, so that others keep theirs. */
  private final Semaphore reads = new Semaphore(2);

  /**
   * @param threads may block
   * @param isStillValid whether a credential that may have ended is as good as before
   */
  EventStreams(
      Executor threads,
      AccountReaders readers,
      NotificationHistory history,
      DeliveryProgress progress,
      Predicate<AccountPrincipal> isStillValid,
      InstantSource wallClock,
      NanoClock clock) {
    this.threads = threads;
    this.readers = readers;
    this.history = history;
    this.progress = progress;
    this.isStillValid = isStillValid;
    this.wallClock = wallClock;
    this.clock = clock;
  }

  /** Whether the account may have another stream here. */
  boolean hasRoom(long account) {
    return readers.of(account).size() < MAX_READERS;
  }

  /**
   * Begins a stream.
   *
   * @param after the last notification its client has processed; null to begin at the present
   */
  void open(AccountPrincipal account, EventStreamTransport transport, @Nullable Long after) {
    EventStream stream = new EventStream(account, transport, this, clock.nanoTime());
    streams.add(stream);
    readers.add(account.accountId(), stream);
    stream.begin(after, progress.routing());
    if (closing) {
      stream.close();
    }
    write(stream);
  }

  int count() {
    return streams.size();
  }

  /** Weakly consistent. */
  Set<EventStream> all() {
    return Collections.unmodifiableSet(streams);
  }

  /** Once a second: sends comments, and reads again where the table could not be read. */
  void heartbeat() {
    long now = clock.nanoTime();
    for (EventStream stream : streams) {
      stream.heartbeat(now, COMMENT_INTERVAL);
      write(stream);
    }
  }

  /** Once a second: ends streams whose credential has ended. */
  void checkCredentials() {
    Instant now = wallClock.instant();
    for (EventStream stream : streams) {
      if (stream.credential().hasEnded(now, isStillValid)) {
        close(stream);
      }
    }
  }

  /** Ends all streams, current and future. */
  void closeAll() {
    closing = true;
    streams.forEach(this::close);
  }

  private void close(EventStream stream) {
    stream.close();
    write(stream);
  }

  /** Starts a writer if there is something to write and none is at work; never blocks. */
  void write(EventStream stream) {
    if (stream.beginWriting()) {
      threads.execute(() -> run(stream));
    }
  }

  private void run(EventStream stream) {
    try {
      for (Task task = stream.take(); !(task instanceof Task.Idle); task = stream.take()) {
        execute(stream, task);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CompletionException gone) {
      LOG.debug("event stream of account {} failed", stream.accountId(), gone);
      end(stream);
    } catch (RuntimeException e) {
      fail(stream, e);
    }
  }

  private void execute(EventStream stream, Task task) throws InterruptedException {
    switch (task) {
      case Task.Comment() -> flush(stream, COMMENT);
      case Task.WriteFeed() -> flush(stream, stream.feedEvents(PAGE));
      case Task.Read(long after, long upTo) -> {
        String events = stream.events(read(stream, after, upTo));
        if (!events.isEmpty()) {
          flush(stream, events);
        }
      }
      case Task.Close() -> end(stream);
      case Task.Idle() -> {}
    }
  }

  private Unsent read(EventStream stream, long after, long upTo) throws InterruptedException {
    reads.acquire();
    try {
      Unsent unsent = history.unsent(stream.accountId(), after, upTo, PAGE);
      outage.recovered();
      return unsent;
    } finally {
      reads.release();
    }
  }

  private void flush(EventStream stream, String text) {
    stream.transport().write(text.getBytes(StandardCharsets.UTF_8)).join();
    stream.wrote(clock.nanoTime());
  }

  private void fail(EventStream stream, RuntimeException e) {
    if (OutageClassifier.isOutage(e)) {
      outage.failed(e);
      stream.stopWriting();
    } else {
      // Its client comes again with the last id.
      LOG.error("event stream of account {} failed (bug)", stream.accountId(), e);
      end(stream);
    }
  }

  private void end(EventStream stream) {
    stream.closed();
    streams.remove(stream);
    readers.remove(stream.accountId(), stream);
    stream.transport().close();
  }
}

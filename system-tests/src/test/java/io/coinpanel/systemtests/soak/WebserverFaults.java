package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.faults.IngestionProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Faults injected into webservers, and ingestion where there is one, one at a time. */
final class WebserverFaults {

  /** Webservers that did not end within what they promise. */
  static final String TOO_LATE = "webservers that did not end in time";

  /** Freezes that met a webserver inside a transaction. */
  static final String IN_TRANSACTION = "frozen in a transaction";

  private static final Logger LOG = LoggerFactory.getLogger(WebserverFaults.class);

  /** What a webserver promises to need for its end. */
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

  private final List<WebserverProcess> webservers;
  private final List<IngestionProcess> ingestions;
  private final SoakDatabase database;
  private final Runnable listStorm;
  private final Random random;
  private final EventCounts eventCounts;
  private final SoakSettings settings;
  private final FaultTimes times = new FaultTimes();
  private final InstantSource clock = InstantSource.system();

  /** One of each, and two of the most usual. */
  private static final List<WebserverFault> ALL =
      List.of(
          WebserverFault.KILLED,
          WebserverFault.KILLED,
          WebserverFault.ENDED,
          WebserverFault.ENDED,
          WebserverFault.FROZEN,
          WebserverFault.FROZEN_IN_TRANSACTION,
          WebserverFault.CLOCK_STEPPED,
          WebserverFault.CLOCK_STEPPED,
          WebserverFault.LISTED,
          WebserverFault.CUT_OFF_DATABASE,
          WebserverFault.KILLED_DATABASE);

  private static final List<WebserverFault> OF_INGESTION =
      List.of(WebserverFault.KILLED_INGESTION, WebserverFault.KILLED_INGESTION);

  /** The connections of a webserver's clients may be away for an hour. */
  private static final Duration MAX_STEP = Duration.ofMinutes(20);

  private final List<WebserverFault> deck = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private enum WebserverFault {
    KILLED,
    ENDED,
    FROZEN,
    FROZEN_IN_TRANSACTION,
    CLOCK_STEPPED,
    LISTED,
    CUT_OFF_DATABASE,
    KILLED_DATABASE,
    KILLED_INGESTION
  }

  WebserverFaults(
      List<WebserverProcess> webservers,
      List<IngestionProcess> ingestions,
      SoakDatabase database,
      Runnable listStorm,
      Random random,
      EventCounts eventCounts,
      SoakSettings settings) {
    this.webservers = webservers;
    this.ingestions = ingestions;
    this.database = database;
    this.listStorm = listStorm;
    this.random = random;
    this.eventCounts = eventCounts;
    this.settings = settings;
  }

  /** Goes on until {@link #end}; then every webserver runs. */
  void run() throws IOException, InterruptedException {
    long longest = 2 * settings.upset().toMillis();
    while (!over.await(1 + random.nextLong(longest), TimeUnit.MILLISECONDS)) {
      inject(webservers.get(random.nextInt(webservers.size())));
    }
  }

  /** When those happened that may have a message sent once more. */
  FaultTimes times() {
    return times;
  }

  void end() {
    over.countDown();
  }

  private void inject(WebserverProcess one) throws IOException, InterruptedException {
    if (deck.isEmpty()) {
      deck.addAll(ALL);
      deck.addAll(ingestions.isEmpty() ? List.of() : OF_INGESTION);
      Collections.shuffle(deck, random);
    }
    WebserverFault webserverFault = deck.removeLast();
    LOG.info("{}, the webserver on {}", webserverFault, one.port());
    eventCounts.count("upsets");
    eventCounts.count("upset " + webserverFault);
    switch (webserverFault) {
      case KILLED -> {
        record("a webserver was killed", one::kill);
        restart(one);
      }
      case ENDED -> {
        record("a webserver was ended", () -> end(one));
        restart(one);
      }
      case FROZEN -> record("a webserver was frozen", () -> freeze(one));
      case FROZEN_IN_TRANSACTION ->
          record("a webserver was frozen", () -> freezeInTransaction(one));
      case CLOCK_STEPPED -> one.stepClock(randomStep());
      case LISTED -> listStorm.run();
      case CUT_OFF_DATABASE -> record("the database was cut off", this::dropConnections);
      case KILLED_DATABASE ->
          record(
              "the database was killed",
              () -> database.killAndRestart(this::pause, settings.timeout()));
      case KILLED_INGESTION -> killIngestion();
    }
  }

  /** Something that takes its time. */
  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private void record(String what, Action action) throws IOException, InterruptedException {
    Instant from = clock.instant();
    action.run();
    times.add(what, from, clock.instant());
  }

  private void end(WebserverProcess one) throws InterruptedException {
    if (!one.terminate(SHUTDOWN_TIMEOUT)) {
      eventCounts.count(TOO_LATE);
    }
    one.kill();
  }

  private void freeze(WebserverProcess one) throws IOException, InterruptedException {
    one.freeze();
    pause();
    one.thaw();
  }

  /** The one that leads, if one does. */
  private void killIngestion() throws IOException, InterruptedException {
    IngestionProcess leader =
        ingestions.stream()
            .filter(IngestionProcess::leads)
            .findFirst()
            .orElse(ingestions.getFirst());
    leader.kill();
    pause();
    leader.start();
  }

  /** Forwards or back, less than a connection may be away for. */
  private Duration randomStep() {
    return Duration.ofSeconds(random.nextLong(2 * MAX_STEP.toSeconds() + 1)).minus(MAX_STEP);
  }

  /** Freezes it while a statement of its waits for a lock, which the frozen one then holds. */
  private void freezeInTransaction(WebserverProcess one) throws IOException, InterruptedException {
    boolean caught = database.whileLocked("connection", () -> freezeOnceItWaits(one));
    if (caught) {
      eventCounts.count(IN_TRANSACTION);
      pause();
    }
    one.thaw();
  }

  private boolean freezeOnceItWaits(WebserverProcess one) throws IOException, InterruptedException {
    boolean waits = database.awaitLockWaiter("webserver " + one.port(), settings.longestPause());
    one.freeze();
    return waits;
  }

  private void restart(WebserverProcess one) throws IOException, InterruptedException {
    pause();
    one.restart();
    one.awaitReady(settings.timeout());
  }

  /** Now and then long enough for a webserver to count as dead. */
  private void pause() throws InterruptedException {
    boolean ended =
        over.await(random.nextLong(settings.longestPause().toMillis()), TimeUnit.MILLISECONDS);
    LOG.debug("paused, ended: {}", ended);
  }

  private void dropConnections() {
    JdbcClient.create(database.dataSource())
        .sql(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name like 'webserver %'")
        .query(row -> {});
  }
}

package io.coinpanel.standalone.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to the webservers, one thing after the other. */
final class Upsets {

  /** Webservers that did not end within what they promise. */
  static final String TOO_LATE = "webservers that did not end in time";

  /** Freezes that met a webserver inside a transaction. */
  static final String IN_TRANSACTION = "frozen in a transaction";

  private static final Logger LOG = LoggerFactory.getLogger(Upsets.class);

  /** What a webserver promises to need for its end. */
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final List<WebserverProcess> webservers;
  private final SoakDatabase database;
  private final Runnable listStorm;
  private final Random random;
  private final Figures figures;
  private final SoakSettings settings;

  /** One of each, and two of the most usual. */
  private static final List<Upset> ALL =
      List.of(
          Upset.KILLED,
          Upset.KILLED,
          Upset.ENDED,
          Upset.ENDED,
          Upset.FROZEN,
          Upset.FROZEN_IN_TRANSACTION,
          Upset.CLOCK_STEPPED,
          Upset.CLOCK_STEPPED,
          Upset.LISTED,
          Upset.CUT_OFF_DATABASE,
          Upset.KILLED_DATABASE);

  /** The connections of a webserver's clients may be away for an hour. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(20);

  private final List<Upset> deck = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private enum Upset {
    KILLED,
    ENDED,
    FROZEN,
    FROZEN_IN_TRANSACTION,
    CLOCK_STEPPED,
    LISTED,
    CUT_OFF_DATABASE,
    KILLED_DATABASE
  }

  Upsets(
      List<WebserverProcess> webservers,
      SoakDatabase database,
      Runnable listStorm,
      Random random,
      Figures figures,
      SoakSettings settings) {
    this.webservers = webservers;
    this.database = database;
    this.listStorm = listStorm;
    this.random = random;
    this.figures = figures;
    this.settings = settings;
  }

  /** Goes on until {@link #end}; then every webserver runs. */
  void run() throws IOException, InterruptedException {
    long longest = 2 * settings.upset().toMillis();
    while (!over.await(1 + random.nextLong(longest), TimeUnit.MILLISECONDS)) {
      upset(webservers.get(random.nextInt(webservers.size())));
    }
  }

  void end() {
    over.countDown();
  }

  private void upset(WebserverProcess one) throws IOException, InterruptedException {
    if (deck.isEmpty()) {
      deck.addAll(ALL);
      Collections.shuffle(deck, random);
    }
    Upset upset = deck.removeLast();
    LOG.info("{}, the webserver on {}", upset, one.port());
    figures.count("upsets");
    figures.count("upset " + upset);
    switch (upset) {
      case KILLED -> {
        one.kill();
        restart(one);
      }
      case ENDED -> {
        if (!one.terminate(GOODBYE)) {
          figures.count(TOO_LATE);
        }
        one.kill();
        restart(one);
      }
      case FROZEN -> {
        one.freeze();
        pause();
        one.thaw();
      }
      case FROZEN_IN_TRANSACTION -> freezeInTransaction(one);
      case CLOCK_STEPPED -> one.stepClock(randomStep());
      case LISTED -> listStorm.run();
      case CUT_OFF_DATABASE -> dropConnections();
      case KILLED_DATABASE -> database.killAndRestart(this::pause, settings.patience());
    }
  }

  /** Forwards or back, less than a connection may be away for. */
  private Duration randomStep() {
    return Duration.ofSeconds(random.nextLong(2 * LONGEST_STEP.toSeconds() + 1))
        .minus(LONGEST_STEP);
  }

  /** Freezes it while a statement of its waits for a lock, which the frozen one then holds. */
  private void freezeInTransaction(WebserverProcess one) throws IOException, InterruptedException {
    boolean caught = database.whileLocked("connection", () -> freezeOnceItWaits(one));
    if (caught) {
      figures.count(IN_TRANSACTION);
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
    one.awaitReady(settings.patience());
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

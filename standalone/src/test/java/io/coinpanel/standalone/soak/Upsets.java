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

  private static final Logger LOG = LoggerFactory.getLogger(Upsets.class);

  /** What a webserver promises to need for its end. */
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final List<WebserverProcess> webservers;
  private final SoakDatabase database;
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
          Upset.CUT_OFF_DATABASE,
          Upset.KILLED_DATABASE);

  private final List<Upset> deck = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private enum Upset {
    KILLED,
    ENDED,
    FROZEN,
    CUT_OFF_DATABASE,
    KILLED_DATABASE
  }

  Upsets(
      List<WebserverProcess> webservers,
      SoakDatabase database,
      Random random,
      Figures figures,
      SoakSettings settings) {
    this.webservers = webservers;
    this.database = database;
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
      case CUT_OFF_DATABASE -> dropConnections();
      case KILLED_DATABASE -> database.killAndRestart(this::pause, settings.patience());
    }
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
                + " where application_name = 'coinpanel-webserver'")
        .query(row -> {});
  }
}

package io.coinpanel.standalone.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to the webservers, one thing after the other. */
final class Upsets {

  private static final Logger LOG = LoggerFactory.getLogger(Upsets.class);

  /** What a webserver promises to need for its end. */
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final List<WebserverProcess> webservers;
  private final JdbcClient database;
  private final Random random;
  private final Figures figures;
  private final SoakSettings settings;
  private final CountDownLatch over = new CountDownLatch(1);

  Upsets(
      List<WebserverProcess> webservers,
      DataSource database,
      Random random,
      Figures figures,
      SoakSettings settings) {
    this.webservers = webservers;
    this.database = JdbcClient.create(database);
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
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        LOG.info("the webserver on {} is killed", one.port());
        figures.count("webservers killed");
        one.kill();
        restart(one);
      }
      case 4, 5, 6 -> {
        LOG.info("the webserver on {} is to end", one.port());
        boolean inTime = one.terminate(GOODBYE);
        figures.count(inTime ? "webservers ended" : "webservers that did not end in time");
        one.kill();
        restart(one);
      }
      case 7 -> {
        LOG.info("the webserver on {} freezes", one.port());
        figures.count("webservers frozen");
        one.freeze();
        pause();
        one.thaw();
      }
      default -> {
        LOG.info("the database drops its connections");
        figures.count("database connections dropped");
        dropConnections();
      }
    }
  }

  private void restart(WebserverProcess one) throws IOException, InterruptedException {
    pause();
    one.restart();
    long deadline = System.nanoTime() + settings.patience().toNanos();
    while (!one.isReady()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the webserver on " + one.port() + " does not become ready");
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  /** Now and then long enough for a webserver to count as dead. */
  private void pause() throws InterruptedException {
    boolean ended = over.await(random.nextInt(25_000), TimeUnit.MILLISECONDS);
    LOG.debug("paused, ended: {}", ended);
  }

  private void dropConnections() {
    database
        .sql(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'coinpanel-webserver'")
        .query(row -> {});
  }
}

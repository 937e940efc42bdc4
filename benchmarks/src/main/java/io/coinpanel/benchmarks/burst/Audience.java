package io.coinpanel.benchmarks.burst;

import io.coinpanel.benchmarks.load.Client;
import io.coinpanel.benchmarks.load.Crowd;
import io.coinpanel.benchmarks.load.Frame;
import io.coinpanel.benchmarks.load.Tally;
import io.coinpanel.benchmarks.stage.ServiceProcess;
import io.coinpanel.benchmarks.stage.Stage;
import io.coinpanel.benchmarks.stage.Symbols;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients whose thresholds on one symbol all stand between two prices. */
final class Audience implements AutoCloseable {

  private static final String LOW = "1000";
  private static final String HIGH = "3000";
  private static final int FIRST_THRESHOLD = 1001;
  private static final int THRESHOLD_DECIMALS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // Confirmations and cursors follow after the frames; they are part of the cost.
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private final Stage stage;
  private final ServiceProcess ingestion;
  private final ServiceProcess webserver;
  private final Crowd crowd;
  private final String symbol;
  private final int thresholds;

  private Audience(
      Stage stage,
      ServiceProcess ingestion,
      ServiceProcess webserver,
      Crowd crowd,
      String symbol,
      int thresholds) {
    this.stage = stage;
    this.ingestion = ingestion;
    this.webserver = webserver;
    this.crowd = crowd;
    this.symbol = symbol;
    this.thresholds = thresholds;
  }

  static Audience gather(Stage stage, int clients, int thresholds)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion();
    ServiceProcess webserver = stage.startWebserver().awaitReady(Stage.PATIENCE);
    String symbol = Symbols.await(stage.postgres(), 1).getFirst();
    Crowd crowd = new Crowd(Stage.socketOf(webserver));
    Audience audience = new Audience(stage, ingestion, webserver, crowd, symbol, thresholds);
    crowd.grow(clients, PATIENCE);
    audience.subscribe();
    return audience;
  }

  private void subscribe() throws InterruptedException {
    Tally active = new Tally(crowd, Frame::isActive);
    crowd.listen(active);
    List<Client> clients = crowd.clients();
    for (int i = 0; i < thresholds; i++) {
      String threshold =
          BigDecimal.valueOf(i, THRESHOLD_DECIMALS)
              .add(BigDecimal.valueOf(FIRST_THRESHOLD))
              .toPlainString();
      clients.get(i % clients.size()).add(Client.subscribe(symbol, "above", threshold));
    }
    clients.forEach(Client::flush);
    active.await(thresholds, PATIENCE);
  }

  /** Lets one trade cross all thresholds; fails unless there is one row and one frame for each. */
  Burst burst() throws SQLException, InterruptedException, ExecutionException {
    Tally frames = new Tally(crowd, Frame::isNotification);
    crowd.listen(frames);
    stage.simulator().publish(symbol, LOW);
    Thread.sleep(AFTERMATH);
    try (Commits commits = Commits.of(stage.postgres().dataSource());
        ExecutorService watch = Executors.newSingleThreadExecutor()) {
      Duration ingestionBefore = ingestion.cpu();
      Duration webserverBefore = webserver.cpu();
      Duration postgresBefore = stage.postgres().cpu();
      long last = commits.highest() + thresholds;
      long began = System.nanoTime();
      Future<Long> durable = watch.submit(commits.reaching(last, began + PATIENCE.toNanos()));
      long trade = stage.simulator().publish(symbol, HIGH);
      frames.await(thresholds, PATIENCE);
      Duration read = Duration.ofNanos(frames.lastAt() - began);
      Duration committed = Duration.ofNanos(durable.get() - began);
      Thread.sleep(AFTERMATH);
      check(trade, frames.count());
      return new Burst(
          trade,
          committed,
          read,
          ingestion.cpu().minus(ingestionBefore),
          webserver.cpu().minus(webserverBefore),
          stage.postgres().cpu().minus(postgresBefore));
    }
  }

  private void check(long trade, long frames) {
    long rows =
        JdbcClient.create(stage.postgres().dataSource())
            .sql("select count(*) from notification where trade_id = ?")
            .param(trade)
            .query(Long.class)
            .single();
    if (rows != thresholds || frames != thresholds) {
      throw new IllegalStateException(
          "trade %d crossed %d thresholds: %d rows, %d frames"
              .formatted(trade, thresholds, rows, frames));
    }
  }

  @Override
  public void close() {
    crowd.close();
  }
}

package io.coinpanel.benchmarks.burst;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.FrameCounter;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.MessageFrame;
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

/** Clients whose thresholds on one symbol all lie between two prices. */
final class BurstClients implements AutoCloseable {

  private static final String LOW = "1000";
  private static final String HIGH = "3000";
  private static final int FIRST_THRESHOLD = 1001;
  private static final int THRESHOLD_DECIMALS = 3;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  // Confirmations and cursors follow after the frames; they are part of the cost.
  private static final Duration SETTLE_TIME = Duration.ofSeconds(2);

  private final BenchmarkEnvironment stage;
  private final ServiceProcess ingestion;
  private final ServiceProcess webserver;
  private final LoadClients loadClients;
  private final String symbol;
  private final int thresholds;

  private BurstClients(
      BenchmarkEnvironment stage,
      ServiceProcess ingestion,
      ServiceProcess webserver,
      LoadClients loadClients,
      String symbol,
      int thresholds) {
    this.stage = stage;
    this.ingestion = ingestion;
    this.webserver = webserver;
    this.loadClients = loadClients;
    this.symbol = symbol;
    this.thresholds = thresholds;
  }

  static BurstClients connect(BenchmarkEnvironment stage, int clients, int thresholds)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion();
    ServiceProcess webserver = stage.startWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
    String symbol = ListedSymbols.await(stage.postgres(), 1).getFirst();
    LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver));
    BurstClients burstClients =
        new BurstClients(stage, ingestion, webserver, loadClients, symbol, thresholds);
    loadClients.connectUpTo(clients, TIMEOUT);
    burstClients.subscribe();
    return burstClients;
  }

  private void subscribe() throws InterruptedException {
    FrameCounter active = new FrameCounter(loadClients, MessageFrame::isActive);
    loadClients.listen(active);
    List<LoadClient> clients = loadClients.clients();
    for (int i = 0; i < thresholds; i++) {
      String threshold =
          BigDecimal.valueOf(i, THRESHOLD_DECIMALS)
              .add(BigDecimal.valueOf(FIRST_THRESHOLD))
              .toPlainString();
      clients.get(i % clients.size()).add(LoadClient.subscribe(symbol, "above", threshold));
    }
    clients.forEach(LoadClient::flush);
    active.await(thresholds, TIMEOUT);
  }

  /**
   * Publishes a trade that crosses all thresholds; fails unless each yields exactly one row and one
   * frame.
   */
  BurstResult burst() throws SQLException, InterruptedException, ExecutionException {
    FrameCounter frames = new FrameCounter(loadClients, MessageFrame::isNotification);
    loadClients.listen(frames);
    stage.simulator().publish(symbol, LOW);
    Thread.sleep(SETTLE_TIME);
    try (CommitObserver commitObserver = CommitObserver.of(stage.postgres().dataSource());
        ExecutorService watch = Executors.newSingleThreadExecutor()) {
      Duration ingestionBefore = ingestion.cpu();
      Duration webserverBefore = webserver.cpu();
      Duration postgresBefore = stage.postgres().cpu();
      long last = commitObserver.highest() + thresholds;
      long began = System.nanoTime();
      Future<Long> durable = watch.submit(commitObserver.reaching(last, began + TIMEOUT.toNanos()));
      long trade = stage.simulator().publish(symbol, HIGH);
      frames.await(thresholds, TIMEOUT);
      Duration read = Duration.ofNanos(frames.lastAt() - began);
      Duration committed = Duration.ofNanos(durable.get() - began);
      Thread.sleep(SETTLE_TIME);
      check(trade, frames.count());
      return new BurstResult(
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
    loadClients.close();
  }
}

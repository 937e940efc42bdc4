package io.coinpanel.benchmarks.takeover;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.FrameCounter;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.MessageFrame;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takeover scenario: leader, standby, one client, and a price oscillating over its threshold. */
final class TakeoverScenario implements AutoCloseable {

  private static final String THRESHOLD = "1000.5";
  private static final String LOW = "1000";
  private static final String HIGH = "1001";
  private static final int MILLIS_BETWEEN_TRADES = 10;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final BenchmarkEnvironment stage;
  private final LoadClients loadClients;
  private final String symbol;
  private final ScheduledExecutorService trading = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong crossings = new AtomicLong();
  private volatile long lastTrade;
  private ServiceProcess leader;
  private ServiceProcess standby;

  private TakeoverScenario(
      BenchmarkEnvironment stage,
      LoadClients loadClients,
      String symbol,
      ServiceProcess leader,
      ServiceProcess standby) {
    this.stage = stage;
    this.loadClients = loadClients;
    this.symbol = symbol;
    this.leader = leader;
    this.standby = standby;
  }

  static TakeoverScenario open(EnvironmentSettings settings)
      throws IOException, InterruptedException {
    BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented());
    try {
      ServiceProcess leader = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
      ServiceProcess webserver = stage.startWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
      String symbol = ListedSymbols.await(stage.postgres(), 1).getFirst();
      LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver));
      ServiceProcess standby = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
      TakeoverScenario takeoverScenario =
          new TakeoverScenario(stage, loadClients, symbol, leader, standby);
      takeoverScenario.begin();
      return takeoverScenario;
    } catch (IOException | RuntimeException | InterruptedException e) {
      stage.close();
      throw e;
    }
  }

  private void begin() throws InterruptedException {
    loadClients.connectUpTo(1, TIMEOUT);
    FrameCounter active = new FrameCounter(loadClients, MessageFrame::isActive);
    loadClients.listen(active);
    loadClients.clients().getFirst().send(LoadClient.subscribe(symbol, "cross", THRESHOLD));
    active.await(1, TIMEOUT);
    stage.simulator().publish(symbol, LOW);
    var _ =
        trading.scheduleAtFixedRate(this::cross, 0, MILLIS_BETWEEN_TRADES, TimeUnit.MILLISECONDS);
  }

  private void cross() {
    lastTrade =
        stage.simulator().publish(symbol, crossings.getAndIncrement() % 2 == 0 ? HIGH : LOW);
  }

  /**
   * Kills the leader after a while of work, and lets the standby lead; then starts a new standby.
   *
   * @return seconds from the kill to the first notification of a trade after it
   */
  double killLeader(int seconds) throws IOException, InterruptedException {
    FrameCounter before = new FrameCounter(loadClients, MessageFrame::isNotification);
    loadClients.listen(before);
    before.await(1, TIMEOUT);
    Thread.sleep(Duration.ofSeconds(seconds));
    leader.kill();
    long killed = System.nanoTime();
    long trade = lastTrade;
    FrameCounter after =
        new FrameCounter(loadClients, frame -> frame.isNotification() && frame.tradeId() > trade);
    loadClients.listen(after);
    double silence = awaitFirst(after, killed);
    leader = standby;
    standby = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
    return silence;
  }

  private static double awaitFirst(FrameCounter after, long killed) throws InterruptedException {
    after.await(1, TIMEOUT);
    return (after.firstAt() - killed) / 1e9;
  }

  /** Fails unless each crossing has exactly one row. */
  void checkRows() throws InterruptedException {
    trading.shutdown();
    var _ = trading.awaitTermination(5, TimeUnit.SECONDS);
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    JdbcClient database = JdbcClient.create(stage.postgres().dataSource());
    while (rows(database) < crossings.get()) {
      loadClients.check(deadline, "rows are missing of " + crossings + " crossings");
      Thread.sleep(20);
    }
    if (rows(database) != crossings.get()) {
      throw new IllegalStateException(rows(database) + " rows of " + crossings + " crossings");
    }
  }

  private static long rows(JdbcClient database) {
    return database.sql("select count(*) from notification").query(Long.class).single();
  }

  @Override
  public void close() {
    trading.shutdownNow();
    loadClients.close();
    stage.close();
  }
}

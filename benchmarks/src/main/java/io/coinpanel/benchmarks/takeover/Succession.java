package io.coinpanel.benchmarks.takeover;

import io.coinpanel.benchmarks.load.Client;
import io.coinpanel.benchmarks.load.Crowd;
import io.coinpanel.benchmarks.load.Frame;
import io.coinpanel.benchmarks.load.Tally;
import io.coinpanel.benchmarks.stage.ServiceProcess;
import io.coinpanel.benchmarks.stage.Stage;
import io.coinpanel.benchmarks.stage.StageSettings;
import io.coinpanel.benchmarks.stage.Symbols;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A leader, a standby, one client, and a price that goes up and down over the client's threshold.
 */
final class Succession implements AutoCloseable {

  private static final String THRESHOLD = "1000.5";
  private static final String LOW = "1000";
  private static final String HIGH = "1001";
  private static final int MILLIS_BETWEEN_TRADES = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Stage stage;
  private final Crowd crowd;
  private final String symbol;
  private final ScheduledExecutorService trading = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong crossings = new AtomicLong();
  private volatile long lastTrade;
  private ServiceProcess leader;
  private ServiceProcess standby;

  private Succession(
      Stage stage, Crowd crowd, String symbol, ServiceProcess leader, ServiceProcess standby) {
    this.stage = stage;
    this.crowd = crowd;
    this.symbol = symbol;
    this.leader = leader;
    this.standby = standby;
  }

  static Succession open(StageSettings settings) throws IOException, InterruptedException {
    Stage stage = Stage.open(settings, SimulatorSettings.documented());
    try {
      ServiceProcess leader = stage.startIngestion().awaitReady(Stage.PATIENCE);
      ServiceProcess webserver = stage.startWebserver().awaitReady(Stage.PATIENCE);
      String symbol = Symbols.await(stage.postgres(), 1).getFirst();
      Crowd crowd = new Crowd(Stage.socketOf(webserver));
      ServiceProcess standby = stage.startIngestion().awaitReady(Stage.PATIENCE);
      Succession succession = new Succession(stage, crowd, symbol, leader, standby);
      succession.begin();
      return succession;
    } catch (IOException | RuntimeException | InterruptedException e) {
      stage.close();
      throw e;
    }
  }

  private void begin() throws InterruptedException {
    crowd.grow(1, PATIENCE);
    Tally active = new Tally(crowd, Frame::isActive);
    crowd.listen(active);
    crowd.clients().getFirst().say(Client.subscribe(symbol, "cross", THRESHOLD));
    active.await(1, PATIENCE);
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
    Tally before = new Tally(crowd, Frame::isNotification);
    crowd.listen(before);
    before.await(1, PATIENCE);
    Thread.sleep(Duration.ofSeconds(seconds));
    leader.kill();
    long killed = System.nanoTime();
    long trade = lastTrade;
    Tally after = new Tally(crowd, frame -> frame.isNotification() && frame.tradeId() > trade);
    crowd.listen(after);
    double silence = awaitFirst(after, killed);
    leader = standby;
    standby = stage.startIngestion().awaitReady(Stage.PATIENCE);
    return silence;
  }

  private static double awaitFirst(Tally after, long killed) throws InterruptedException {
    after.await(1, PATIENCE);
    return (after.firstAt() - killed) / 1e9;
  }

  /** Fails unless each crossing has exactly one row, whoever wrote it. */
  void checkRows() throws InterruptedException {
    trading.shutdown();
    var _ = trading.awaitTermination(5, TimeUnit.SECONDS);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JdbcClient database = JdbcClient.create(stage.postgres().dataSource());
    while (rows(database) < crossings.get()) {
      crowd.check(deadline, "rows are missing of " + crossings + " crossings");
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
    crowd.close();
    stage.close();
  }
}

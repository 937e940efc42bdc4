package io.coinpanel.systemtests.faults;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.market.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A run of sequences of faults, all chosen by one seed. Each sequence publishes trades while faults
 * begin and end, waits until ingestion has caught up, and compares what is in the table with what
 * an observer of every trade would have written.
 */
final class FaultRun implements AutoCloseable {

  private static final int SUBSCRIPTIONS = 2_000;
  // Short, where faults are to outlast it; else longer than a slow machine takes to restart.
  private static final Duration SHORT_WINDOW = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration QUICK_PING = Duration.ofSeconds(2);

  private final long began = System.nanoTime();
  private final long seed;
  private final SplittableRandom random;
  private final FaultEnvironment faultEnvironment;
  private final FaultClients faultClients;
  private final Convergence convergence;
  private final FaultDeck faultDeck;
  private int sequences;

  private FaultRun(long seed, boolean withLong, Path directory) throws IOException, SQLException {
    this.seed = seed;
    random = new SplittableRandom(seed);
    faultDeck = FaultDeck.of(withLong, random.split());
    PriceSource priceSource = PriceSource.open(random.split());
    Oracle oracle = new Oracle();
    RuleOracle rules = new RuleOracle(RuleWriter.SYMBOLS);
    PostgresServer postgres = PostgresServer.create(directory);
    Simulator exchange = exchange();
    TradePublisher tradePublisher =
        new TradePublisher(exchange, priceSource, oracle, rules, random.split());
    Duration window = withLong ? SHORT_WINDOW : WINDOW;
    List<IngestionProcess> ingestions = ingestions(directory, exchange, postgres, window);
    faultEnvironment =
        new FaultEnvironment(
            exchange, postgres, ingestions, window, tradePublisher, oracle, random.split());
    SubscriptionWriters subscriptionWriters = new SubscriptionWriters(random.split(), priceSource);
    RuleWriter ruleWriter = new RuleWriter(random.split(), priceSource, subscriptionWriters);
    faultClients =
        new FaultClients(
            faultEnvironment, subscriptionWriters, ruleWriter, oracle, rules, random.split());
    convergence = new Convergence(faultEnvironment, oracle, rules);
  }

  private static Simulator exchange() throws IOException {
    StreamLimits rules =
        StreamLimits.documented()
            .attempts(1_000_000)
            .pingInterval(QUICK_PING)
            .pongDeadline(QUICK_PING.multipliedBy(3));
    Simulator exchange =
        Simulator.start(SimulatorSettings.documented().symbols(50).streamRules(rules));
    exchange.list(PriceSource.LISTED, "500", 0);
    return exchange;
  }

  private static List<IngestionProcess> ingestions(
      Path directory, Simulator exchange, PostgresServer postgres, Duration window)
      throws IOException {
    List<String> settings =
        List.of(
            "--spring.datasource.url=" + postgres.url(),
            "--spring.datasource.username=coinpanel",
            "--spring.datasource.password=",
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri(),
            "--coinpanel.ingestion.backfill-window=" + window,
            "--coinpanel.ingestion.timeouts.leader=PT2S",
            "--coinpanel.ingestion.timeouts.stream=PT1S",
            "--coinpanel.ingestion.timeouts.history=PT2S",
            "--coinpanel.ingestion.timeouts.reconnect=PT1S",
            "--coinpanel.ingestion.timeouts.confirmation=PT1S");
    List<IngestionProcess> ingestions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ingestions.add(new IngestionProcess(directory, Ports.free(), settings));
    }
    return ingestions;
  }

  /** Starts everything, with all subscriptions active and no trade yet; without long faults. */
  static FaultRun start(long seed) throws Exception {
    return start(seed, false);
  }

  /**
   * Starts everything, with all subscriptions active and no trade yet.
   *
   * @param withLong whether faults that outlast the window belong to it
   */
  static FaultRun start(long seed, boolean withLong) throws Exception {
    Path directory = Files.createTempDirectory("coinpanel-faults-");
    RunLog.println("Faults by seed %d; logs are in %s".formatted(seed, directory));
    FaultRun run = new FaultRun(seed, withLong, directory);
    try {
      run.begin();
      return run;
    } catch (Exception failure) {
      run.close();
      throw failure;
    }
  }

  private void begin() throws Exception {
    for (IngestionProcess ingestion : faultEnvironment.ingestions()) {
      ingestion.start();
    }
    faultEnvironment.until(
        "the list of symbols", () -> faultEnvironment.tables().count("symbol") > 0);
    faultClients.subscribe(SUBSCRIPTIONS);
    // A first price is a baseline; what a stream skipped before it, nobody can know.
    faultEnvironment.publisher().extremes();
    faultEnvironment.untilCaughtUp();
  }

  /** One sequence of faults, and the comparison after it. */
  void sequence() throws Exception {
    sequences++;
    List<Fault> faults = faultDeck.draw();
    long start = System.nanoTime();
    RunLog.println("Seed %d, sequence %d: %s".formatted(seed, sequences, faults));
    try {
      subscribe(faults);
      publishDuring(faults, 100 + random.nextInt(200));
      convergence.converge();
      convergence.check(faults);
    } catch (Exception | AssertionError failure) {
      RunLog.println("Failed: " + failure.getMessage());
      throw new AssertionError(
          "seed %d, sequence %d, faults %s, logs in the directory named above: %s"
              .formatted(seed, sequences, faults, failure.getMessage()),
          failure);
    }
    RunLog.println(
        "Sequence %d settled after %d ms; rows compared so far: %d, %d of them not of plain thresholds"
            .formatted(
                sequences,
                (System.nanoTime() - start) / 1_000_000,
                convergence.rows(),
                convergence.ruleRows()));
  }

  /** New clients come before the faults, or while the first of them lasts. */
  private void subscribe(List<Fault> faults) throws Exception {
    if (random.nextInt(3) == 0 && !faults.getFirst().isAlone()) {
      faultClients.subscribeDuring(faults.getFirst());
      faults.removeFirst();
    } else {
      faultClients.subscribe(1 + random.nextInt(20));
    }
  }

  private void publishDuring(List<Fault> faults, int count) throws Exception {
    List<Fault> toCome = new ArrayList<>(faults);
    int ending = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
    for (int i = 0; i < count; i++) {
      if (!toCome.isEmpty() && random.nextInt(count / 2) < 2) {
        toCome.removeFirst().begin(faultEnvironment);
      }
      if (i == ending) {
        faultClients.endSome();
      }
      faultEnvironment.publisher().next();
      faultEnvironment.endDue();
      LoadPacing.pause(random.nextInt(12_000_000));
    }
    for (Fault late : toCome) {
      late.begin(faultEnvironment);
      faultEnvironment.publisher().next();
    }
  }

  FaultEnvironment environment() {
    return faultEnvironment;
  }

  int sequences() {
    return sequences;
  }

  /** What was done and compared so far. */
  RunReport report() throws IOException {
    Duration length = Duration.ofNanos(System.nanoTime() - began);
    return RunReport.of(seed, length, sequences, convergence.rows(), faultEnvironment);
  }

  @Override
  public void close() throws IOException {
    faultEnvironment.exchange().injectFaults(FaultInjector::restoreRest);
    faultEnvironment.ingestions().forEach(IngestionProcess::close);
    faultEnvironment.postgres().close();
    faultEnvironment.exchange().close();
  }
}

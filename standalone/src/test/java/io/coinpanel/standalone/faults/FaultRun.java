package io.coinpanel.standalone.faults;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.rules.StreamRules;
import io.coinpanel.standalone.Pace;
import io.coinpanel.standalone.panel.Ports;
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
  private final Stage stage;
  private final Clients clients;
  private final Settling settling;
  private final Deck deck;
  private int sequences;

  private FaultRun(long seed, boolean withLong, Path directory) throws IOException, SQLException {
    this.seed = seed;
    random = new SplittableRandom(seed);
    deck = Deck.of(withLong, random.split());
    Tape tape = Tape.open(random.split());
    Oracle oracle = new Oracle();
    PostgresServer postgres = PostgresServer.create(directory);
    Simulator exchange = exchange();
    Publisher publisher = new Publisher(exchange, tape, oracle, random.split());
    Duration window = withLong ? SHORT_WINDOW : WINDOW;
    List<IngestionProcess> ingestions = ingestions(directory, exchange, postgres, window);
    stage = new Stage(exchange, postgres, ingestions, window, publisher, oracle, random.split());
    Subscribers subscribers = new Subscribers(random.split(), tape);
    clients = new Clients(stage, subscribers, oracle, random.split());
    settling = new Settling(stage, oracle);
  }

  private static Simulator exchange() throws IOException {
    StreamRules rules =
        StreamRules.documented()
            .attempts(1_000_000)
            .pingInterval(QUICK_PING)
            .pongDeadline(QUICK_PING.multipliedBy(3));
    Simulator exchange =
        Simulator.start(SimulatorSettings.documented().symbols(50).streamRules(rules));
    exchange.list(Tape.LISTED, "500", 0);
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
            "--coinpanel.ingestion.patience.leader=PT2S",
            "--coinpanel.ingestion.patience.stream=PT1S",
            "--coinpanel.ingestion.patience.history=PT2S",
            "--coinpanel.ingestion.patience.reconnect=PT1S",
            "--coinpanel.ingestion.patience.confirmation=PT1S");
    String classPath = ClassPath.in(directory);
    List<IngestionProcess> ingestions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ingestions.add(new IngestionProcess(directory, classPath, Ports.free(), settings));
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
    Report.say("Faults by seed %d; logs are in %s".formatted(seed, directory));
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
    for (IngestionProcess ingestion : stage.ingestions()) {
      ingestion.start();
    }
    stage.until("the list of symbols", () -> stage.tables().count("symbol") > 0);
    clients.subscribe(SUBSCRIPTIONS);
    // A first price is a baseline; what a stream skipped before it, nobody can know.
    stage.publisher().extremes();
    stage.untilCaughtUp();
  }

  /** One sequence of faults, and the comparison after it. */
  void sequence() throws Exception {
    sequences++;
    List<Fault> faults = deck.draw();
    long start = System.nanoTime();
    Report.say("Seed %d, sequence %d: %s".formatted(seed, sequences, faults));
    try {
      subscribe(faults);
      publishDuring(faults, 100 + random.nextInt(200));
      settling.settle();
      settling.check(faults);
    } catch (Exception | AssertionError failure) {
      Report.say("Failed: " + failure.getMessage());
      throw new AssertionError(
          "seed %d, sequence %d, faults %s, logs in the directory named above: %s"
              .formatted(seed, sequences, faults, failure.getMessage()),
          failure);
    }
    Report.say(
        "Sequence %d settled after %d ms; rows compared so far: %d"
            .formatted(sequences, (System.nanoTime() - start) / 1_000_000, settling.rows()));
  }

  /** New clients come before the faults, or while the first of them lasts. */
  private void subscribe(List<Fault> faults) throws Exception {
    if (random.nextInt(3) == 0 && !faults.getFirst().isAlone()) {
      clients.subscribeDuring(faults.getFirst());
      faults.removeFirst();
    } else {
      clients.subscribe(1 + random.nextInt(20));
    }
  }

  private void publishDuring(List<Fault> faults, int count) throws Exception {
    List<Fault> toCome = new ArrayList<>(faults);
    int ending = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
    for (int i = 0; i < count; i++) {
      if (!toCome.isEmpty() && random.nextInt(count / 2) < 2) {
        toCome.removeFirst().begin(stage);
      }
      if (i == ending) {
        clients.endSome();
      }
      stage.publisher().next();
      stage.endDue();
      Pace.pause(random.nextInt(12_000_000));
    }
    for (Fault late : toCome) {
      late.begin(stage);
      stage.publisher().next();
    }
  }

  Stage stage() {
    return stage;
  }

  int sequences() {
    return sequences;
  }

  /** What was done and compared so far. */
  RunReport report() throws IOException {
    Duration length = Duration.ofNanos(System.nanoTime() - began);
    return RunReport.of(seed, length, sequences, settling.rows(), stage);
  }

  @Override
  public void close() throws IOException {
    stage.exchange().misbehave(Misbehaviour::healRest);
    stage.ingestions().forEach(IngestionProcess::close);
    stage.postgres().close();
    stage.exchange().close();
  }
}

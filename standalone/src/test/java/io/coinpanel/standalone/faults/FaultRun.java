package io.coinpanel.standalone.faults;

import static java.util.stream.Collectors.joining;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.rules.StreamRules;
import io.coinpanel.standalone.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A run of sequences of faults, all chosen by one seed. Each sequence publishes trades while faults
 * come and go, waits until ingestion has caught up, and compares what is in the table with what an
 * observer of every trade would have written.
 */
final class FaultRun implements AutoCloseable {

  private static final int SUBSCRIPTIONS = 2_000;
  private static final int MOST_FAULTS = 4;
  private static final Duration QUICK_PING = Duration.ofSeconds(2);

  private final long seed;
  private final SplittableRandom random;
  private final Tape tape;
  private final PostgresServer postgres;
  private final Stage stage;
  private final Subscribers subscribers;
  private final Oracle oracle = new Oracle();
  private final Comparison comparison = new Comparison(oracle);
  private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
  private final List<Fault> deck = new ArrayList<>();
  private int sequences;
  private long trades;
  private long clock;

  private FaultRun(long seed, Path directory) throws IOException, SQLException {
    this.seed = seed;
    random = new SplittableRandom(seed);
    tape = Tape.open(random.split());
    postgres = PostgresServer.create(directory);
    Simulator exchange =
        Simulator.start(
            SimulatorSettings.documented()
                .symbols(50)
                .streamRules(
                    StreamRules.documented()
                        .attempts(1_000_000)
                        .pingInterval(QUICK_PING)
                        .pongDeadline(QUICK_PING.multipliedBy(3))));
    List<String> settings =
        List.of(
            "--spring.datasource.url=" + postgres.url(),
            "--spring.datasource.username=coinpanel",
            "--spring.datasource.password=",
            "--coinpanel.ingestion.web-socket-uri=" + exchange.webSocketUri(),
            "--coinpanel.ingestion.rest-uri=" + exchange.restUri(),
            "--coinpanel.ingestion.patience.leader=PT2S",
            "--coinpanel.ingestion.patience.stream=PT1S",
            "--coinpanel.ingestion.patience.history=PT2S",
            "--coinpanel.ingestion.patience.reconnect=PT1S",
            "--coinpanel.ingestion.patience.confirmation=PT1S");
    String classPath = ClassPath.in(directory);
    List<IngestionProcess> ingestions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ingestions.add(
          new IngestionProcess(directory, classPath, PostgresServer.Ports.free(), settings));
    }
    stage = new Stage(exchange, postgres, ingestions, random.split());
    subscribers = new Subscribers(random.split(), tape);
  }

  /** Starts everything, with all subscriptions active and no trade yet. */
  static FaultRun start(long seed) throws Exception {
    Path directory = Files.createTempDirectory("coinpanel-faults-");
    Report.say("Faults by seed %d; logs are in %s".formatted(seed, directory));
    FaultRun run = new FaultRun(seed, directory);
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
    stage.until("the list of symbols", () -> count("symbol") > 0);
    try (Connection connection = stage.connect()) {
      activate(subscribers.subscribe(connection, subscribers.wishes(SUBSCRIPTIONS)));
    }
    // A first price is a baseline; what a stream skipped before it, nobody can know.
    Tape.SYMBOLS.forEach(symbol -> publish(symbol, tape.range(symbol)[0]));
    stage.until("the first trades", () -> stored().containsAll(last()));
    oracle.settled();
  }

  /** One sequence of faults, and the comparison after it. */
  void sequence() throws Exception {
    sequences++;
    List<Fault> faults = new ArrayList<>();
    for (int i = 1 + random.nextInt(MOST_FAULTS); i > 0; i--) {
      faults.add(draw());
    }
    long began = System.nanoTime();
    Report.say("Seed %d, sequence %d: %s".formatted(seed, sequences, faults));
    try {
      if (random.nextInt(3) == 0) {
        subscribeDuring(faults.removeFirst());
      }
      publishDuring(faults, 100 + random.nextInt(200));
      settle();
      compare();
    } catch (Exception | AssertionError failure) {
      Report.say("Failed: " + failure.getMessage());
      throw new AssertionError(
          "seed %d, sequence %d, faults %s, logs in the directory named above: %s"
              .formatted(seed, sequences, faults, failure.getMessage()),
          failure);
    }
    Report.say(
        "Sequence %d settled after %d ms; rows compared so far: %d"
            .formatted(sequences, (System.nanoTime() - began) / 1_000_000, comparison.rows()));
  }

  /** Every kind comes before any comes again. */
  private Fault draw() {
    if (deck.isEmpty()) {
      deck.addAll(EnumSet.allOf(Fault.class));
    }
    return deck.remove(random.nextInt(deck.size()));
  }

  private void inject(Fault fault) throws Exception {
    injected.merge(fault, 1, Integer::sum);
    fault.begin(stage);
  }

  /** New subscriptions, made out of order, become active whatever happens meanwhile. */
  private void subscribeDuring(Fault fault) throws Exception {
    List<Wish> wishes = subscribers.wishes(2 + random.nextInt(20));
    if (fault.isOfDatabase()) {
      Map<Long, Wish> subscribed =
          subscribers.subscribeOutOfOrder(stage.postgres()::superuser, wishes);
      inject(fault);
      activate(subscribed);
    } else {
      inject(fault);
      activate(subscribers.subscribeOutOfOrder(stage.postgres()::superuser, wishes));
    }
  }

  private void activate(Map<Long, Wish> subscribed) {
    Set<Long> missing = new HashSet<>(subscribed.keySet());
    stage.until(
        "activation of " + subscribed.size() + " subscriptions",
        () -> {
          missing.removeAll(ids("select subscription_id from activation"));
          return missing.isEmpty();
        });
    subscribed.forEach(oracle::active);
  }

  private void publishDuring(List<Fault> faults, int count) throws Exception {
    List<Fault> toCome = new ArrayList<>(faults);
    int ending = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
    for (int i = 0; i < count; i++) {
      if (!toCome.isEmpty() && random.nextInt(count / 2) < 2) {
        inject(toCome.removeFirst());
      }
      if (i == ending) {
        endSome();
      }
      publish();
      stage.endDue();
      Pace.pause(random.nextInt(12_000_000));
    }
    for (Fault late : toCome) {
      inject(late);
      publish();
    }
  }

  private void publish() {
    Tape.Price next = tape.next();
    publish(next.symbol(), next.units());
  }

  private void publish(String symbol, long units) {
    clock = Math.max(clock, System.currentTimeMillis());
    String price = java.math.BigDecimal.valueOf(units, 8).toPlainString();
    long id = stage.exchange().publishAt(clock, symbol, price, random.nextBoolean());
    oracle.traded(symbol, id, units, clock);
    trades++;
  }

  /** Clients leave while trades come: what crosses after their commit is not for them. */
  private void endSome() {
    List<Long> leaving = oracle.live().stream().filter(_ -> random.nextInt(400) == 0).toList();
    stage.until(
        "the end of subscriptions",
        () -> {
          try (Connection connection = postgres.superuser()) {
            subscribers.end(connection, leaving);
            return true;
          }
        });
    leaving.forEach(oracle::ended);
  }

  /** Ends every fault and waits until ingestion stands at each symbol's last trade. */
  private void settle() throws Exception {
    stage.endAll();
    // What was still to be skipped or held back belongs to this sequence.
    for (int i = 0; i < 50; i++) {
      publish();
    }
    for (String symbol : Tape.SYMBOLS) {
      publish(symbol, tape.range(symbol)[random.nextInt(2)]);
    }
    stage.until("the last trades", () -> stored().containsAll(last()));
    oracle.settled();
  }

  private Collection<String> last() {
    return oracle.lastIds().entrySet().stream()
        .map(last -> last.getKey() + " " + last.getValue())
        .toList();
  }

  private Collection<String> stored() throws SQLException {
    Set<String> stored = new HashSet<>();
    try (Connection connection = postgres.superuser();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select symbol || ' ' || trade_id from last_trade")) {
      while (row.next()) {
        stored.add(row.getString(1));
      }
    }
    return stored;
  }

  private void compare() throws SQLException {
    try (Connection connection = postgres.superuser()) {
      comparison.compare(connection);
    }
    if (!stage.exchange().violations().isEmpty()) {
      throw new AssertionError("limits of the exchange broken: " + stage.exchange().violations());
    }
  }

  private Set<Long> ids(String sql) throws SQLException {
    Set<Long> ids = new HashSet<>();
    try (Connection connection = postgres.superuser();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  long count(String table) throws SQLException {
    return ids("select count(*) from " + table).iterator().next();
  }

  Stage stage() {
    return stage;
  }

  int sequences() {
    return sequences;
  }

  /** What was done and compared, in words. */
  String summary() {
    return "seed %d: %d sequences, %d trades, %d faults (%s), %d rows compared, no difference"
        .formatted(
            seed,
            sequences,
            trades,
            injected.values().stream().mapToInt(Integer::intValue).sum(),
            injected.entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue())
                .collect(joining(", ")),
            comparison.rows());
  }

  @Override
  public void close() {
    stage.exchange().misbehave(Misbehaviour::healRest);
    stage.ingestions().forEach(IngestionProcess::close);
    postgres.close();
    stage.exchange().close();
  }
}

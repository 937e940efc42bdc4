package io.coinpanel.systemtests.faults;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.market.Oracle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Everything a fault can be done to, and the faults whose end is still to come. */
final class FaultEnvironment {

  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  private static final int RETRY_MILLIS = 100;

  private final Simulator exchange;
  private final PostgresServer postgres;
  private final List<IngestionProcess> ingestions;
  private final Duration window;
  private final TradePublisher tradePublisher;
  private final Oracle oracle;
  private final SplittableRandom random;
  private final IngestionTables ingestionTables;
  private final Map<Fault, Integer> begun = new EnumMap<>(Fault.class);
  private final List<ScheduledEnd> endings = new ArrayList<>();

  /** Something that may fail in any way. */
  interface Action {
    void run() throws Exception;
  }

  private record ScheduledEnd(long at, Action deed) {}

  FaultEnvironment(
      Simulator exchange,
      PostgresServer postgres,
      List<IngestionProcess> ingestions,
      Duration window,
      TradePublisher tradePublisher,
      Oracle oracle,
      SplittableRandom random) {
    this.exchange = exchange;
    this.postgres = postgres;
    this.ingestions = ingestions;
    this.window = window;
    this.tradePublisher = tradePublisher;
    this.oracle = oracle;
    this.random = random;
    this.ingestionTables = new IngestionTables(postgres);
  }

  Simulator exchange() {
    return exchange;
  }

  PostgresServer postgres() {
    return postgres;
  }

  List<IngestionProcess> ingestions() {
    return ingestions;
  }

  SplittableRandom random() {
    return random;
  }

  /** How old a gap may be and still be filled from history. */
  Duration window() {
    return window;
  }

  TradePublisher publisher() {
    return tradePublisher;
  }

  IngestionTables tables() {
    return ingestionTables;
  }

  /** How long something may last, in milliseconds. */
  int millis() {
    return 200 + random.nextInt(1_300);
  }

  void began(Fault fault) {
    begun.merge(fault, 1, Integer::sum);
  }

  /** How often each fault has begun. */
  Map<Fault, Integer> begun() {
    return begun;
  }

  /** The symbols whose trades the exchange streams to somebody. */
  Set<String> streams() {
    return exchange.connections().stream()
        .flatMap(connection -> connection.streams().stream())
        .map(stream -> stream.replace("@trade", ""))
        .collect(Collectors.toSet());
  }

  /** Waits until ingestion stands at the last trade of each symbol. */
  void untilCaughtUp() {
    until("the last trades", () -> ingestionTables.isAt(Set.copyOf(oracle.last().values())));
  }

  /** The ingestion that leads, or any if none says so. */
  IngestionProcess leader() {
    return ingestions.stream()
        .filter(IngestionProcess::leads)
        .findFirst()
        .orElseGet(() -> ingestions.get(random.nextInt(ingestions.size())));
  }

  /** Ends a fault after so many milliseconds. */
  void later(int millis, Action deed) {
    endings.add(new ScheduledEnd(System.nanoTime() + millis * 1_000_000L, deed));
  }

  /** Ends the faults whose time has come. */
  void endDue() throws Exception {
    for (ScheduledEnd scheduledEnd : List.copyOf(endings)) {
      if (System.nanoTime() - scheduledEnd.at() >= 0) {
        endings.remove(scheduledEnd);
        end(scheduledEnd);
      }
    }
  }

  private void end(ScheduledEnd scheduledEnd) throws Exception {
    try {
      scheduledEnd.deed().run();
    } catch (SQLException away) {
      later(RETRY_MILLIS, scheduledEnd.deed());
    }
  }

  /** Waits for the end of every fault. */
  void endAll() throws Exception {
    while (!endings.isEmpty()) {
      endings.sort(Comparator.comparingLong(ScheduledEnd::at));
      LoadPacing.pause(endings.getFirst().at() - System.nanoTime());
      endDue();
    }
  }

  /** Waits until something is so, while faults come to their ends. */
  void until(String what, java.util.concurrent.Callable<Boolean> condition) {
    Eventually.within(
        TIMEOUT,
        what,
        () -> {
          endDue();
          return isTrue(condition);
        });
  }

  private static boolean isTrue(java.util.concurrent.Callable<Boolean> condition) throws Exception {
    try {
      return condition.call();
    } catch (SQLException away) {
      return false;
    }
  }

  /** A connection to the database, as soon as there is one. */
  Connection connect() {
    List<Connection> opened = new ArrayList<>();
    until("the database", () -> opened.add(postgres.superuser()));
    return opened.getFirst();
  }

  /** The same with the rights of a service. */
  Connection connectAsService() {
    List<Connection> opened = new ArrayList<>();
    until("the database", () -> opened.add(postgres.connect()));
    return opened.getFirst();
  }
}

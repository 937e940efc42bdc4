package io.coinpanel.standalone.faults;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.standalone.Pace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;

/** Everything a fault can be done to, and the faults whose end is still to come. */
final class Stage {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Simulator exchange;
  private final PostgresServer postgres;
  private final List<IngestionProcess> ingestions;
  private final SplittableRandom random;
  private final List<Ending> endings = new ArrayList<>();

  /** Something that may fail in any way. */
  interface Deed {
    void happen() throws Exception;
  }

  private record Ending(long at, Deed deed) {}

  Stage(
      Simulator exchange,
      PostgresServer postgres,
      List<IngestionProcess> ingestions,
      SplittableRandom random) {
    this.exchange = exchange;
    this.postgres = postgres;
    this.ingestions = ingestions;
    this.random = random;
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

  /** The ingestion that leads, or any if none says so. */
  IngestionProcess leader() {
    return ingestions.stream()
        .filter(IngestionProcess::leads)
        .findFirst()
        .orElseGet(() -> ingestions.get(random.nextInt(ingestions.size())));
  }

  /** Ends a fault after so many milliseconds. */
  void later(int millis, Deed deed) {
    endings.add(new Ending(System.nanoTime() + millis * 1_000_000L, deed));
  }

  /** Ends the faults whose time has come. */
  void endDue() throws Exception {
    for (Ending ending : List.copyOf(endings)) {
      if (System.nanoTime() - ending.at() >= 0) {
        endings.remove(ending);
        ending.deed().happen();
      }
    }
  }

  /** Waits for the end of every fault. */
  void endAll() throws Exception {
    while (!endings.isEmpty()) {
      endings.sort(Comparator.comparingLong(Ending::at));
      Pace.pause(endings.getFirst().at() - System.nanoTime());
      endDue();
    }
  }

  /** Waits until something is so, while faults come to their ends. */
  void until(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .pollInSameThread()
        .until(
            () -> {
              endDue();
              return holds(condition);
            });
  }

  private static boolean holds(java.util.concurrent.Callable<Boolean> condition) throws Exception {
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
}

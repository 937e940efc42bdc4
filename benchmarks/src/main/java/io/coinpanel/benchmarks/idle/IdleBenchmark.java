package io.coinpanel.benchmarks.idle;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.OpenFileLimit;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Idle clients that receive only pings. The webserver's resident memory is read at several numbers
 * of them, first as it is and then after a full collection, which is also done before any client
 * came.
 */
public final class IdleBenchmark implements Benchmark {

  private static final double KIBIBYTE = 1024;
  private static final Duration CONNECTING = Duration.ofMinutes(2);

  @Option(
      names = "--idle-clients",
      split = ",",
      defaultValue = "2500,5000,10000,20000",
      description = "Numbers of clients, rising (${DEFAULT-VALUE}).")
  private List<Integer> counts = new ArrayList<>();

  @Option(
      names = "--idle-seconds",
      defaultValue = "22",
      description = "Wait before memory is read; pings come every 20 s (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    try (BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented())) {
      ServiceProcess ingestion = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
      ServiceProcess webserver =
          stage.startSmallWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
      // What every server does once is not the clients' doing.
      try (LoadClients first = new LoadClients(BenchmarkEnvironment.socketOf(webserver))) {
        first.connectUpTo(1, CONNECTING);
      }
      long empty = webserver.residentBytes();
      long emptyCollected = webserver.collectedResidentBytes();
      long emptyHeap = (long) webserver.metrics().heapBytes();
      ingestion.close();
      try (LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver))) {
        return measure(webserver, loadClients, empty, emptyCollected, emptyHeap);
      }
    }
  }

  private List<Figure> measure(
      ServiceProcess webserver,
      LoadClients loadClients,
      long empty,
      long emptyCollected,
      long emptyHeap)
      throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.lower("idle.empty", "MiB", emptyCollected / KIBIBYTE / KIBIBYTE));
    for (int count : counts) {
      int clients = OpenFileLimit.clients(count);
      long began = System.nanoTime();
      int before = loadClients.clients().size();
      loadClients.connectUpTo(clients, CONNECTING);
      double perSecond = (clients - before) / ((System.nanoTime() - began) / 1e9);
      Thread.sleep(Duration.ofSeconds(seconds));
      long resident = webserver.residentBytes();
      long collected = webserver.collectedResidentBytes();
      long heap = (long) webserver.metrics().heapBytes();
      figures.add(each("idle.resident", collected - emptyCollected, clients).target(8).at(clients));
      figures.add(each("idle.resident.uncollected", resident - empty, clients).at(clients));
      figures.add(each("idle.heap", heap - emptyHeap, clients).at(clients));
      figures.add(Figure.higher("idle.connects", "clients/s", perSecond).at(clients));
    }
    return figures;
  }

  private static Figure each(String name, long bytes, int clients) {
    return Figure.lower(name, "KiB/client", bytes / KIBIBYTE / clients);
  }
}

package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.SeedAccounts;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Both services start on many accounts whose alerts were never watched: first ingestion, until all
 * are active, then a webserver. Then ingestion starts again.
 */
final class AccountStart {

  private static final String NAME = "accounts.start";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final double MEBIBYTE = 1 << 20;
  private static final long OUT_OF_REACH = 80_000_000_000L;

  private final BenchmarkEnvironment stage;
  private final int accounts;
  private final int alerts;
  private final int symbols;

  AccountStart(BenchmarkEnvironment stage, int accounts, int alerts, int symbols) {
    this.stage = stage;
    this.accounts = accounts;
    this.alerts = alerts;
    this.symbols = symbols;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    prepare();
    List<Figure> figures = new ArrayList<>();
    try (ServiceProcess ingestion = stage.startIngestion()) {
      figures.addAll(first(ingestion));
      stage.postgres().checkpoint();
      try (ServiceProcess webserver = stage.startWebserver()) {
        figures.addAll(ready(webserver, ".webserver"));
      }
    }
    try (ServiceProcess ingestion = stage.startIngestion()) {
      figures.addAll(ready(ingestion, ".again"));
    }
    return figures;
  }

  /** Inserts accounts and alerts while nobody reads them; an ingestion finds the symbols before. */
  private void prepare() throws IOException, InterruptedException {
    List<String> names;
    try (ServiceProcess ingestion = stage.startIngestion()) {
      var _ = ingestion.awaitReady(BenchmarkEnvironment.TIMEOUT);
      names = ListedSymbols.await(stage.postgres(), symbols);
    }
    SeedAccounts.of(stage.postgres(), accounts).addAlerts(names, alerts, OUT_OF_REACH);
    stage.postgres().checkpoint();
  }

  private List<Figure> first(ServiceProcess ingestion) throws IOException, InterruptedException {
    CpuReading before = CpuReading.of(stage, ingestion);
    SeedSubscriptions.awaitActive(stage.postgres(), (long) accounts * alerts, TIMEOUT);
    double active = secondsSince(ingestion.startedAt());
    double postgres = CpuReading.of(stage, ingestion).since(before).postgresSeconds();
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.lower(NAME + ".active", "s", active).at(accounts));
    figures.add(Figure.lower(NAME + ".postgres.cpu", "CPU s", postgres).at(accounts));
    figures.addAll(usage(ingestion, ".ingestion"));
    return figures;
  }

  private List<Figure> ready(ServiceProcess service, String part)
      throws IOException, InterruptedException {
    var _ = service.awaitReady(TIMEOUT);
    double ready = secondsSince(service.startedAt());
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.lower(NAME + part + ".ready", "s", ready).at(accounts));
    figures.addAll(usage(service, part));
    return figures;
  }

  /** CPU since its start, and memory as it is and as it has to be. */
  private List<Figure> usage(ServiceProcess service, String part)
      throws IOException, InterruptedException {
    double cpu = service.cpu().toMillis() / 1000.0;
    double resident = service.residentBytes() / MEBIBYTE;
    service.collectGarbage();
    double heap = service.metrics().heapBytes() / MEBIBYTE;
    return List.of(
        Figure.lower(NAME + part + ".cpu", "CPU s", cpu).at(accounts),
        Figure.lower(NAME + part + ".resident", "MiB", resident).at(accounts),
        Figure.lower(NAME + part + ".heap", "MiB", heap).at(accounts));
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}

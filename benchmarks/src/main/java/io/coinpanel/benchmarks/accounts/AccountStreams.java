package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.LoadStreams;
import io.coinpanel.benchmarks.report.Figure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Streams of server-sent events that are opened, are idle, and then are notified. */
final class AccountStreams {

  private static final String NAME = "accounts.stream";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final BenchmarkEnvironment stage;
  private final Crossings crossings;
  private final ReaderLoad load;

  AccountStreams(BenchmarkEnvironment stage, Crossings crossings, ReaderLoad load) {
    this.stage = stage;
    this.crossings = crossings;
    this.load = load;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    try (ServiceProcess webserver =
        stage.startSmallWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT)) {
      // What every server does once is not the streams' doing.
      try (LoadStreams first = streams(webserver)) {
        first.openUpTo(1, TIMEOUT);
      }
      IdleCost idleCost = new IdleCost(stage, webserver);
      try (LoadStreams all = streams(webserver)) {
        List<Figure> figures = new ArrayList<>(open(webserver, all));
        figures.addAll(idleCost.measure(NAME, "stream", load));
        figures.addAll(crossings.measure(NAME, load.readers(), webserver, all));
        return figures;
      }
    }
  }

  private LoadStreams streams(ServiceProcess webserver) {
    URI uri = URI.create("http://127.0.0.1:" + webserver.port() + "/api/v1/notifications/stream");
    return new LoadStreams(uri, load::key);
  }

  private List<Figure> open(ServiceProcess webserver, LoadStreams streams)
      throws InterruptedException {
    int count = load.readers();
    CpuReading before = CpuReading.of(stage, webserver);
    long began = System.nanoTime();
    streams.openUpTo(count, TIMEOUT);
    CpuReading cpu = CpuReading.of(stage, webserver).since(before);
    double seconds = (streams.lastOpenedAt() - began) / 1e9;
    return List.of(
        Figure.lower(NAME + ".open", "s", seconds).at(count),
        Figure.lower(NAME + ".webserver.cpu", "CPU s", cpu.serviceSeconds()).at(count),
        Figure.lower(NAME + ".postgres.cpu", "CPU s", cpu.postgresSeconds()).at(count));
  }
}

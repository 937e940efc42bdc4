package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.FrameCounter;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.MessageFrame;
import io.coinpanel.benchmarks.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Sockets that authenticate as soon as they are open, are idle, and then are notified. */
final class AccountSockets {

  private static final String NAME = "accounts.socket";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int DIGITS = 3;
  private static final double MILLION = 1e6;

  private final BenchmarkEnvironment stage;
  private final Crossings crossings;
  private final ReaderLoad load;

  AccountSockets(BenchmarkEnvironment stage, Crossings crossings, ReaderLoad load) {
    this.stage = stage;
    this.crossings = crossings;
    this.load = load;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    try (ServiceProcess webserver =
        stage.startSmallWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT)) {
      // What every server does once is not the sockets' doing.
      try (LoadClients first = clients(webserver)) {
        var _ = authenticate(first, 1);
      }
      IdleCost idleCost = new IdleCost(stage, webserver);
      try (LoadClients all = clients(webserver)) {
        List<Figure> figures = new ArrayList<>(authenticate(webserver, all));
        figures.addAll(idleCost.measure(NAME, "socket", load));
        FrameCounter notified = new FrameCounter(all, MessageFrame::isNotification);
        all.listen(notified);
        figures.addAll(crossings.measure(NAME, load.readers(), webserver, notified));
        return figures;
      }
    }
  }

  private static LoadClients clients(ServiceProcess webserver) {
    return new LoadClients(BenchmarkEnvironment.socketOf(webserver));
  }

  private List<Figure> authenticate(ServiceProcess webserver, LoadClients clients)
      throws InterruptedException {
    int count = load.readers();
    CpuReading before = CpuReading.of(stage, webserver);
    long began = System.nanoTime();
    Authentications authenticated = authenticate(clients, count);
    CpuReading cpu = CpuReading.of(stage, webserver).since(before);
    double seconds = (authenticated.counter().lastAt() - began) / 1e9;
    double p99 = authenticated.nanos().getValueAtPercentile(99) / MILLION;
    double max = authenticated.nanos().getMaxValue() / MILLION;
    return List.of(
        Figure.lower(NAME + ".authenticated", "s", seconds).at(count),
        Figure.lower(NAME + ".authenticated.p99", "ms", p99).at(count),
        Figure.lower(NAME + ".authenticated.max", "ms", max).at(count),
        Figure.lower(NAME + ".webserver.cpu", "CPU s", cpu.serviceSeconds()).at(count),
        Figure.lower(NAME + ".postgres.cpu", "CPU s", cpu.postgresSeconds()).at(count));
  }

  /** The answers to {@code authenticate}, and how long each socket has waited for its own. */
  private record Authentications(FrameCounter counter, Histogram nanos) {}

  private Authentications authenticate(LoadClients clients, int count) throws InterruptedException {
    FrameCounter counter = new FrameCounter(clients, MessageFrame::isAuthenticated);
    Histogram nanos = new Histogram(DIGITS);
    clients.listen(
        (client, frame, at) -> {
          if (frame.isAuthenticated()) {
            nanos.recordValue(at - client.welcomedAt());
          }
          counter.onFrame(client, frame, at);
        });
    clients.onWelcome(client -> client.send(LoadClient.authenticate(load.key(client.number()))));
    clients.connectUpTo(count, TIMEOUT);
    counter.await(count, TIMEOUT);
    return new Authentications(counter, nanos);
  }
}

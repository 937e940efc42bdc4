package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.report.Figure;
import java.io.IOException;
import java.util.List;

/** What idle sockets or streams cost a webserver, above one that has none. */
final class IdleCost {

  private static final double KIBIBYTE = 1024;
  private static final double MINUTE = 60;

  private final BenchmarkEnvironment stage;
  private final ServiceProcess webserver;
  private final long threads;
  private final long resident;
  private final long collected;
  private final double heap;

  /** Reads the webserver while it has none. */
  IdleCost(BenchmarkEnvironment stage, ServiceProcess webserver)
      throws IOException, InterruptedException {
    this.stage = stage;
    this.webserver = webserver;
    this.threads = webserver.threads();
    this.resident = webserver.residentBytes();
    this.collected = webserver.collectedResidentBytes();
    this.heap = webserver.metrics().heapBytes();
  }

  /** Reads it as soon as they are open, and after they have been idle. */
  List<Figure> measure(String name, String unit, ReaderLoad load)
      throws IOException, InterruptedException {
    long threadsNow = webserver.threads();
    CpuReading before = CpuReading.of(stage, webserver);
    Thread.sleep(load.idle());
    CpuReading cpu = CpuReading.of(stage, webserver).since(before);
    double minutes = load.idle().toSeconds() / MINUTE;
    long residentNow = webserver.residentBytes();
    long collectedNow = webserver.collectedResidentBytes();
    double heapNow = webserver.metrics().heapBytes();
    int readers = load.readers();
    return List.of(
        each(name + ".resident", unit, (double) collectedNow - collected, readers),
        each(name + ".resident.uncollected", unit, (double) residentNow - resident, readers),
        each(name + ".heap", unit, heapNow - heap, readers),
        Figure.lower(name + ".threads.before", "threads", (double) threads).at(readers),
        Figure.lower(name + ".threads", "threads", (double) threadsNow).at(readers),
        cpu(name + ".idle.webserver.cpu", cpu.serviceSeconds() / minutes).at(readers),
        cpu(name + ".idle.postgres.cpu", cpu.postgresSeconds() / minutes).at(readers));
  }

  // A collection may free more than a few of them need.
  private static Figure each(String name, String unit, double bytes, int readers) {
    return Figure.lower(name, "KiB/" + unit, Math.max(0, bytes) / KIBIBYTE / readers).at(readers);
  }

  private static Figure cpu(String name, double perMinute) {
    return Figure.lower(name, "CPU s/minute", perMinute);
  }
}

package io.coinpanel.benchmarks.ingest;

import io.coinpanel.simulator.Simulator;
import java.time.Duration;
import java.util.function.Supplier;

/** Measures a reader's throughput with back-pressure. */
final class StreamStopwatch {

  private final Simulator exchange;
  private final Duration warmup;
  private final Duration length;

  StreamStopwatch(Simulator exchange, Duration warmup, Duration length) {
    this.exchange = exchange;
    this.warmup = warmup;
    this.length = length;
  }

  /** Lets trades flow for a while on these symbols. What is counted is what the exchange sent. */
  StreamMeasurement read(String[] symbols, Supplier<Duration> cpu) throws InterruptedException {
    exchange.walk(Double.POSITIVE_INFINITY, symbols);
    Thread.sleep(warmup);
    long trades = exchange.framesSent();
    long began = System.nanoTime();
    Duration spent = cpu.get();
    Duration spentHere = here();
    Thread.sleep(length);
    long sent = exchange.framesSent() - trades;
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    StreamMeasurement streamMeasurement =
        new StreamMeasurement(sent, took, cpu.get().minus(spent), here().minus(spentHere));
    exchange.walk(0);
    return streamMeasurement;
  }

  private static Duration here() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}

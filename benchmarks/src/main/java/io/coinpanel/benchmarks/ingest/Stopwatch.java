package io.coinpanel.benchmarks.ingest;

import io.coinpanel.simulator.Simulator;
import java.time.Duration;
import java.util.function.Supplier;

/** Times a reader: the exchange sends as fast as it takes, and waits for it. */
final class Stopwatch {

  private final Simulator exchange;
  private final Duration warmup;
  private final Duration length;

  Stopwatch(Simulator exchange, Duration warmup, Duration length) {
    this.exchange = exchange;
    this.warmup = warmup;
    this.length = length;
  }

  /** Lets trades flow for a while on these symbols. What is counted is what the exchange sent. */
  Reading read(String[] symbols, Supplier<Duration> cpu) throws InterruptedException {
    exchange.walk(Double.POSITIVE_INFINITY, symbols);
    Thread.sleep(warmup);
    long trades = exchange.framesSent();
    long began = System.nanoTime();
    Duration spent = cpu.get();
    Duration spentHere = here();
    Thread.sleep(length);
    long sent = exchange.framesSent() - trades;
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Reading reading = new Reading(sent, took, cpu.get().minus(spent), here().minus(spentHere));
    exchange.walk(0);
    return reading;
  }

  private static Duration here() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}

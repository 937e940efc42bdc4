package io.coinpanel.benchmarks.subscribe;

import io.coinpanel.benchmarks.load.FrameListener;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.MessageFrame;
import java.time.Duration;
import java.util.List;

/** Closed-loop load of distinct subscribe commands. */
public final class SubscribeLoad implements FrameListener {

  private static final String PREFIX = "8000000";

  private final List<String> symbols;
  private volatile long requested;
  private volatile long expected;
  private volatile long subscribed;
  private volatile long active;
  private volatile long lastAt;
  private volatile String error = "";

  public SubscribeLoad(List<String> symbols) {
    this.symbols = symbols;
  }

  /** Lets all clients ask for so many together; the nanoseconds until the last is confirmed. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // nothing is heard before the clients have begun
  public long subscribe(LoadClients loadClients, long count, int outstanding, Duration timeout)
      throws InterruptedException {
    List<LoadClient> clients = loadClients.clients();
    long first = Math.min(count, (long) clients.size() * outstanding);
    expected += count;
    long until = expected;
    String[] beginning = new String[(int) first];
    for (int i = 0; i < first; i++) {
      beginning[i] = command(requested + i);
    }
    requested += first;
    long began = System.nanoTime();
    for (int i = 0; i < first; i++) {
      clients.get(i % clients.size()).send(beginning[i]);
    }
    await(loadClients, timeout, until);
    return lastAt - began;
  }

  private void await(LoadClients loadClients, Duration timeout, long until)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (subscribed < until) {
      check(loadClients, deadline);
      Thread.sleep(1);
    }
  }

  /** Waits until all that were ever asked for are watched. */
  public void awaitActive(LoadClients loadClients, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (active < expected) {
      check(loadClients, deadline);
      Thread.sleep(1);
    }
  }

  private void check(LoadClients loadClients, long deadline) {
    if (!error.isEmpty()) {
      throw new IllegalStateException(error);
    }
    loadClients.check(deadline, subscribed + " subscribed, " + active + " active");
  }

  // One thread writes these once the clients have begun.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  @Override
  public void onFrame(LoadClient loadClient, MessageFrame messageFrame, long at) {
    if (messageFrame.isSubscribed()) {
      lastAt = at;
      if (requested < expected) {
        loadClient.send(command(requested++));
      }
      subscribed++;
    } else if (messageFrame.isActive()) {
      active++;
    } else if (messageFrame.isError()) {
      error = messageFrame.text();
    }
  }

  private String command(long number) {
    String symbol = symbols.get((int) (number % symbols.size()));
    return LoadClient.subscribe(
        symbol, "above", PREFIX + number % 1000 + "." + (1_000_000 + number));
  }
}

package io.coinpanel.benchmarks.subscribe;

import io.coinpanel.benchmarks.load.Client;
import io.coinpanel.benchmarks.load.Crowd;
import io.coinpanel.benchmarks.load.Ears;
import io.coinpanel.benchmarks.load.Frame;
import java.time.Duration;
import java.util.List;

/**
 * Subscriptions, each different from any other, that clients ask for one after the other: the next
 * when one is confirmed.
 */
public final class Wishes implements Ears {

  private static final String PREFIX = "8000000";

  private final List<String> symbols;
  private volatile long asked;
  private volatile long expected;
  private volatile long subscribed;
  private volatile long active;
  private volatile long lastAt;
  private volatile String error = "";

  public Wishes(List<String> symbols) {
    this.symbols = symbols;
  }

  /** Lets all clients ask for so many together; the nanoseconds until the last is confirmed. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // nothing is heard before the clients have begun
  public long ask(Crowd crowd, long count, int outstanding, Duration patience)
      throws InterruptedException {
    List<Client> clients = crowd.clients();
    long first = Math.min(count, (long) clients.size() * outstanding);
    expected += count;
    long until = expected;
    String[] beginning = new String[(int) first];
    for (int i = 0; i < first; i++) {
      beginning[i] = command(asked + i);
    }
    asked += first;
    long began = System.nanoTime();
    for (int i = 0; i < first; i++) {
      clients.get(i % clients.size()).say(beginning[i]);
    }
    await(crowd, patience, until);
    return lastAt - began;
  }

  private void await(Crowd crowd, Duration patience, long until) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (subscribed < until) {
      check(crowd, deadline);
      Thread.sleep(1);
    }
  }

  /** Waits until all that were ever asked for are watched. */
  public void awaitActive(Crowd crowd, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (active < expected) {
      check(crowd, deadline);
      Thread.sleep(1);
    }
  }

  private void check(Crowd crowd, long deadline) {
    if (!error.isEmpty()) {
      throw new IllegalStateException(error);
    }
    crowd.check(deadline, subscribed + " subscribed, " + active + " active");
  }

  // One thread writes these once the clients have begun.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  @Override
  public void hear(Client client, Frame frame, long at) {
    if (frame.isSubscribed()) {
      lastAt = at;
      if (asked < expected) {
        client.say(command(asked++));
      }
      subscribed++;
    } else if (frame.isActive()) {
      active++;
    } else if (frame.isError()) {
      error = frame.text();
    }
  }

  private String command(long number) {
    String symbol = symbols.get((int) (number % symbols.size()));
    return Client.subscribe(symbol, "above", PREFIX + number % 1000 + "." + (1_000_000 + number));
  }
}

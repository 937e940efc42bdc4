package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.subscription.LiveSubscriptionCounts.Counted;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many subscriptions the anonymous connections of an address, and all of them, may have: the
 * database's count at the last refresh plus local inserts since. Inserts by other webservers and
 * ended subscriptions are visible only after the next refresh.
 */
final class AnonymousLimits {

  private final LiveSubscriptionCounts counts;
  private final int perAddress;
  private final int total;
  private volatile Usage usage =
      new Usage(new Counted(0, Map.of()), new Reservations(), new Reservations());

  /**
   * @param perAddress how many those of one address may have; zero for any number
   * @param total how many all may have; zero for any number
   */
  AnonymousLimits(LiveSubscriptionCounts counts, int perAddress, int total) {
    this.counts = counts;
    this.perAddress = perAddress;
    this.total = total;
  }

  /**
   * What is known.
   *
   * @param before reserved locally before the refresh in progress
   * @param since reserved here since
   */
  private record Usage(Counted counted, Reservations before, Reservations since) {

    long total() {
      return counted.total() + before.total().sum() + since.total().sum();
    }

    long of(ClientAddress address) {
      return counted.byAddress().getOrDefault(address, 0L) + before.of(address) + since.of(address);
    }

    Usage refreshing() {
      Reservations both = new Reservations();
      both.add(before);
      both.add(since);
      return new Usage(counted, both, new Reservations());
    }
  }

  private record Reservations(LongAdder total, Map<ClientAddress, Long> byAddress) {

    Reservations() {
      this(new LongAdder(), new ConcurrentHashMap<>());
    }

    long of(ClientAddress address) {
      return byAddress.getOrDefault(address, 0L);
    }

    void add(@Nullable ClientAddress address, long count) {
      total.add(count);
      if (address != null) {
        byAddress.merge(address, count, Long::sum);
      }
    }

    void add(Reservations other) {
      total.add(other.total.sum());
      other.byAddress.forEach((address, count) -> byAddress.merge(address, count, Long::sum));
    }
  }

  /** Reserves one, or returns which limit would be exceeded. */
  Optional<String> reserve(@Nullable ClientAddress address) {
    Usage now = usage;
    now.since().add(address, 1);
    Optional<String> exceeded = exceeded(now, address);
    if (exceeded.isPresent()) {
      now.since().add(address, -1);
    }
    return exceeded;
  }

  private Optional<String> exceeded(Usage now, @Nullable ClientAddress address) {
    if (perAddress > 0 && address != null && now.of(address) > perAddress) {
      return Optional.of(
          "the connections of one address may have at most "
              + perAddress
              + " subscriptions together");
    }
    return total > 0 && now.total() > total
        ? Optional.of("all anonymous connections may have " + total + " subscriptions together")
        : Optional.empty();
  }

  /** Releases an unused reservation. */
  void release(@Nullable ClientAddress address) {
    usage.since().add(address, -1);
  }

  /** Reloads the counts. */
  void refresh() {
    counts.applyChanges();
    // What is reserved from now on may be committed after the count, what was before is in it.
    Usage before = usage.refreshing();
    usage = before;
    usage = new Usage(counts.read(), new Reservations(), before.since());
  }
}

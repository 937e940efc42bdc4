package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.subscription.LiveCounts.Counted;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many subscriptions the anonymous connections of an address, and all of them, may have: what
 * the database counted at the last refresh and what was stored here since. What other webservers
 * have stored since is not known, and what has ended is counted until the next refresh.
 */
final class AnonymousLimits {

  private final LiveCounts counts;
  private final int perAddress;
  private final int total;
  private volatile Known known =
      new Known(new Counted(0, Map.of()), new Reserved(), new Reserved());

  /**
   * @param perAddress how many those of one address may have; zero for any number
   * @param total how many all may have; zero for any number
   */
  AnonymousLimits(LiveCounts counts, int perAddress, int total) {
    this.counts = counts;
    this.perAddress = perAddress;
    this.total = total;
  }

  /**
   * What is known.
   *
   * @param before reserved here since it was counted, and before the refresh under way
   * @param since reserved here since
   */
  private record Known(Counted counted, Reserved before, Reserved since) {

    long total() {
      return counted.total() + before.total().sum() + since.total().sum();
    }

    long of(ClientAddress address) {
      return counted.byAddress().getOrDefault(address, 0L) + before.of(address) + since.of(address);
    }

    Known refreshing() {
      Reserved both = new Reserved();
      both.add(before);
      both.add(since);
      return new Known(counted, both, new Reserved());
    }
  }

  private record Reserved(LongAdder total, Map<ClientAddress, Long> byAddress) {

    Reserved() {
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

    void add(Reserved other) {
      total.add(other.total.sum());
      other.byAddress.forEach((address, count) -> byAddress.merge(address, count, Long::sum));
    }
  }

  /** Counts one more if there is room for it, and otherwise says which limit it exceeds. */
  Optional<String> reserve(@Nullable ClientAddress address) {
    Known now = known;
    now.since().add(address, 1);
    Optional<String> exceeded = exceeded(now, address);
    if (exceeded.isPresent()) {
      now.since().add(address, -1);
    }
    return exceeded;
  }

  private Optional<String> exceeded(Known now, @Nullable ClientAddress address) {
    if (perAddress > 0 && address != null && now.of(address) > perAddress) {
      return Optional.of(
          "the connections of one address may have " + perAddress + " subscriptions together");
    }
    return total > 0 && now.total() > total
        ? Optional.of("all anonymous connections may have " + total + " subscriptions together")
        : Optional.empty();
  }

  /** Nothing new came of what was reserved. */
  void release(@Nullable ClientAddress address) {
    known.since().add(address, -1);
  }

  /** Asks the database again. */
  void refresh() {
    counts.fold();
    // What is reserved from now on may be committed after the count, what was before is in it.
    Known before = known.refreshing();
    known = before;
    known = new Known(counts.read(), new Reserved(), before.since());
  }
}

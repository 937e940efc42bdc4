package io.coinpanel.webserver.proxy;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * A limit on requests per second from each client.
 *
 * @param <K> what identifies a client
 */
public final class RateLimit<K> {

  private final int limit;
  private final FixedWindow<K> requests;

  public RateLimit(int limit, NanoClock clock) {
    this.limit = limit;
    this.requests = new FixedWindow<>(Duration.ofSeconds(1), clock);
  }

  /** Counts a request; false if it is one too many. */
  public boolean tryAcquire(K client) {
    return requests.counts().merge(client, 1, Integer::sum) <= limit;
  }
}

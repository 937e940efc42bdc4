package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.proxy.FixedWindow;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.agrona.concurrent.NanoClock;

/** Rate limit of failed credentials: 30 a minute per address. */
final class FailedCredentials {

  private static final int LIMIT = 30;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Bounds the memory; further addresses share one count. */
  private static final int MAX_ADDRESSES = 100_000;

  private static final ClientAddress OTHERS = ClientAddress.parse("0.0.0.0");

  private final FixedWindow<ClientAddress> failures;

  FailedCredentials(NanoClock clock) {
    failures = new FixedWindow<>(MINUTE, clock);
  }

  /** Counts a failure; how long to wait if it is one too many. */
  Optional<Duration> record(ClientAddress address) {
    ConcurrentMap<ClientAddress, Integer> counts = failures.counts();
    return waitIf(counts.merge(counted(counts, address), 1, Integer::sum) > LIMIT);
  }

  /** How long to wait if another failure would be one too many. */
  Optional<Duration> exceeded(ClientAddress address) {
    ConcurrentMap<ClientAddress, Integer> counts = failures.counts();
    return waitIf(counts.getOrDefault(counted(counts, address), 0) >= LIMIT);
  }

  private Optional<Duration> waitIf(boolean exceeded) {
    return exceeded ? Optional.of(failures.remaining()) : Optional.empty();
  }

  static Problem problem(Duration wait) {
    return Problem.of(ErrorCode.RATE_LIMITED, "too many failed credentials").after(wait);
  }

  private static ClientAddress counted(
      ConcurrentMap<ClientAddress, Integer> counts, ClientAddress address) {
    return counts.size() < MAX_ADDRESSES || counts.containsKey(address) ? address : OTHERS;
  }
}

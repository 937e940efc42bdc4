package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.proxy.RateLimit;
import org.agrona.concurrent.NanoClock;

/**
 * How many commands a second an account may send to this webserver: those of all its sockets and
 * its HTTP requests together.
 */
public final class CommandBudgets {

  private final int perSecond;
  private final RateLimit<Long> rate;

  public CommandBudgets(int perSecond, NanoClock clock) {
    this.perSecond = perSecond;
    this.rate = new RateLimit<>(perSecond, clock);
  }

  /** Counts a command or request; false if it is one too many. */
  public boolean tryAcquire(long accountId) {
    return rate.tryAcquire(accountId);
  }

  public int perSecond() {
    return perSecond;
  }
}

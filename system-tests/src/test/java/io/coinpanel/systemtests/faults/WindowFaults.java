package io.coinpanel.systemtests.faults;

import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.systemtests.LoadPacing;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Faults that last for longer than the window that is backfilled, and those that begin a symbol
 * anew: which trades are lost by them is known.
 */
final class WindowFaults {

  private static final Duration MORE = Duration.ofSeconds(3);
  private static final int LOST = 40;

  private WindowFaults() {}

  /** Everything goes well for long, and only then are trades missing. */
  static void stayWhole(FaultEnvironment faultEnvironment) throws Exception {
    publishFor(faultEnvironment, faultEnvironment.window().plus(MORE));
    StreamFaults.skip(faultEnvironment);
    if (faultEnvironment.random().nextBoolean()) {
      StreamFaults.skewHandover(faultEnvironment);
    }
  }

  /** Nobody follows the trades: those that come then are lost. */
  static void stayAway(FaultEnvironment faultEnvironment) throws Exception {
    faultEnvironment.untilCaughtUp();
    for (IngestionProcess one : faultEnvironment.ingestions()) {
      one.kill();
    }
    faultEnvironment.publisher().lose(LOST);
    LoadPacing.pause(faultEnvironment.window().plus(MORE).toNanos());
    for (IngestionProcess one : faultEnvironment.ingestions()) {
      one.start();
    }
    faultEnvironment.until(
        "the streams", () -> faultEnvironment.streams().containsAll(PriceSource.SYMBOLS));
  }

  /** History is refused for so long that trades missing meanwhile are lost. */
  static void ban(FaultEnvironment faultEnvironment) throws Exception {
    Duration banned = faultEnvironment.window().plus(MORE);
    int status = faultEnvironment.random().nextBoolean() ? 429 : 418;
    var refusal = new RestFault.Status(status, OptionalInt.of(Math.toIntExact(banned.toSeconds())));
    long end = System.nanoTime() + banned.plus(MORE).toNanos();
    faultEnvironment
        .exchange()
        .injectFaults(to -> to.failRest(refusal, HistoryFaults.HISTORY, Integer.MAX_VALUE));
    faultEnvironment.publisher().lose(LOST);
    faultEnvironment.publisher().extremes();
    publishFor(faultEnvironment, Duration.ofSeconds(1));
    faultEnvironment.untilCaughtUp();
    faultEnvironment.exchange().injectFaults(FaultInjector::restoreRest);
    publishFor(faultEnvironment, Duration.ofNanos(end - System.nanoTime()));
  }

  static void relist(FaultEnvironment faultEnvironment) {
    faultEnvironment.untilCaughtUp();
    faultEnvironment.publisher().relist(PriceSource.LISTED);
  }

  private static void publishFor(FaultEnvironment faultEnvironment, Duration time)
      throws Exception {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      faultEnvironment.publisher().next();
      faultEnvironment.endDue();
      LoadPacing.pause(TimeUnit.MILLISECONDS.toNanos(5 + faultEnvironment.random().nextInt(40)));
    }
  }
}

package io.coinpanel.systemtests.faults;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;

import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.rest.RowCorruption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What the exchange does to its history. */
final class HistoryFaults {

  static final String HISTORY = "aggTrades";

  private static final List<String> FIELDS = List.of("a", "p", "f", "l", "T");
  private static final int MAX_MILLIS = 2_500;

  private HistoryFaults() {}

  /** Spoils some requests, and makes history needed. */
  static void spoil(FaultEnvironment faultEnvironment, RestFault fault) {
    int requests = 1 + faultEnvironment.random().nextInt(4);
    to(faultEnvironment, exchange -> exchange.failRest(fault, HISTORY, requests));
    need(faultEnvironment);
    faultEnvironment.later(MAX_MILLIS, () -> to(faultEnvironment, FaultInjector::restoreRest));
  }

  /** A row is not as documented. */
  static void changeRow(FaultEnvironment faultEnvironment) {
    RowCorruption[] changes = RowCorruption.values();
    RowCorruption change = changes[faultEnvironment.random().nextInt(changes.length)];
    String field = FIELDS.get(faultEnvironment.random().nextInt(FIELDS.size()));
    spoil(faultEnvironment, new RestFault.CorruptRow(change, field));
  }

  /** The replica that answers is seconds behind. */
  static void lag(FaultEnvironment faultEnvironment) {
    Duration lag = Duration.ofMillis(3L * faultEnvironment.millis());
    to(faultEnvironment, exchange -> exchange.delayHistory(lag));
    need(faultEnvironment);
    faultEnvironment.later(
        4 * faultEnvironment.millis(),
        () -> to(faultEnvironment, exchange -> exchange.delayHistory(Duration.ZERO)));
  }

  /** Every request is refused, for less time than the window is long. */
  static void ban(FaultEnvironment faultEnvironment) {
    int seconds = 2 + faultEnvironment.random().nextInt(5);
    var refusal = new RestFault.Status(418, Integer.toString(seconds));
    to(faultEnvironment, exchange -> exchange.failRest(refusal, HISTORY, Integer.MAX_VALUE));
    need(faultEnvironment);
    faultEnvironment.later(1_000 * seconds, () -> to(faultEnvironment, FaultInjector::restoreRest));
  }

  /** Some ids are never those of a trade, so that no history fills the gap. */
  static void skipIds(FaultEnvironment faultEnvironment) {
    for (String symbol : PriceSource.SYMBOLS) {
      int ids = 1 + faultEnvironment.random().nextInt(5);
      to(faultEnvironment, exchange -> exchange.skipIds(symbol, ids));
    }
  }

  private static void need(FaultEnvironment faultEnvironment) {
    to(faultEnvironment, exchange -> exchange.streams().skipNext(5));
    if (faultEnvironment.random().nextBoolean()) {
      to(faultEnvironment, exchange -> exchange.reset(ALL));
    }
  }

  private static void to(FaultEnvironment faultEnvironment, Consumer<FaultInjector> action) {
    faultEnvironment.exchange().injectFaults(action);
  }
}

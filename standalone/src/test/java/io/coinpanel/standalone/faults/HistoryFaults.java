package io.coinpanel.standalone.faults;

import static io.coinpanel.simulator.exchange.Misbehaviour.ALL;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.rest.RowChange;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What the exchange does to its history. */
final class HistoryFaults {

  static final String HISTORY = "aggTrades";

  private static final List<String> FIELDS = List.of("a", "p", "f", "l", "T");
  private static final int LONGEST_MILLIS = 2_500;

  private HistoryFaults() {}

  /** Spoils some requests, and makes history needed. */
  static void spoil(Stage stage, RestFault fault) {
    int requests = 1 + stage.random().nextInt(4);
    to(stage, exchange -> exchange.spoilRest(fault, HISTORY, requests));
    need(stage);
    stage.later(LONGEST_MILLIS, () -> to(stage, Misbehaviour::healRest));
  }

  /** A row is not as documented. */
  static void changeRow(Stage stage) {
    RowChange[] changes = RowChange.values();
    RowChange change = changes[stage.random().nextInt(changes.length)];
    String field = FIELDS.get(stage.random().nextInt(FIELDS.size()));
    spoil(stage, new RestFault.ChangedRow(change, field));
  }

  /** The replica that answers is seconds behind. */
  static void lag(Stage stage) {
    Duration lag = Duration.ofMillis(3L * stage.millis());
    to(stage, exchange -> exchange.lagHistory(lag));
    need(stage);
    stage.later(
        4 * stage.millis(), () -> to(stage, exchange -> exchange.lagHistory(Duration.ZERO)));
  }

  /** Every request is refused, for less time than the window is long. */
  static void ban(Stage stage) {
    int seconds = 2 + stage.random().nextInt(5);
    var refusal = new RestFault.Status(418, Integer.toString(seconds));
    to(stage, exchange -> exchange.spoilRest(refusal, HISTORY, Integer.MAX_VALUE));
    need(stage);
    stage.later(1_000 * seconds, () -> to(stage, Misbehaviour::healRest));
  }

  /** Some ids are never those of a trade, so that no history fills the gap. */
  static void skipIds(Stage stage) {
    for (String symbol : Tape.SYMBOLS) {
      int ids = 1 + stage.random().nextInt(5);
      to(stage, exchange -> exchange.skipIds(symbol, ids));
    }
  }

  private static void need(Stage stage) {
    to(stage, exchange -> exchange.streams().skipNext(5));
    if (stage.random().nextBoolean()) {
      to(stage, exchange -> exchange.reset(ALL));
    }
  }

  private static void to(Stage stage, Consumer<Misbehaviour> deed) {
    stage.exchange().misbehave(deed);
  }
}

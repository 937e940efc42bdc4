package io.coinpanel.standalone.faults;

import static io.coinpanel.simulator.exchange.Misbehaviour.ALL;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.rest.RestFault;

/** What the exchange does to its history. */
final class HistoryFaults {

  static final String HISTORY = "aggTrades";

  private static final int LONGEST_MILLIS = 2_500;

  private HistoryFaults() {}

  /** Spoils some requests, and makes history needed. */
  static void spoil(Stage stage, RestFault fault) {
    int requests = 1 + stage.random().nextInt(4);
    stage.exchange().misbehave(to -> to.spoilRest(fault, HISTORY, requests));
    stage.exchange().misbehave(to -> to.streams().skipNext(5));
    if (stage.random().nextBoolean()) {
      stage.exchange().misbehave(to -> to.reset(ALL));
    }
    stage.later(LONGEST_MILLIS, () -> stage.exchange().misbehave(Misbehaviour::healRest));
  }
}

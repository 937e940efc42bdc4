package io.coinpanel.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.conditions.RandomMarket;
import io.coinpanel.testkit.conditions.RandomTerms;
import io.coinpanel.testkit.conditions.RecordedMarket;
import io.coinpanel.testkit.conditions.TradeRow;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Every condition as the oracle judges it, on random markets and on recorded trades. */
class ConditionsTest {

  private static final int WALKS = 300;
  private static final int SUBSCRIPTIONS = 40;
  private static final int TRADES = 250;

  @Test
  void firesAsTheOracle() {
    assertThat(firings(0)).isGreaterThan(50_000);
  }

  @Test
  void firesAsTheOracleWhateverIsRestarted() {
    assertThat(firings(30)).isGreaterThan(50_000);
  }

  /**
   * Firings of all walks.
   *
   * @param restartedOneIn how many trades there are to a restart; zero if there is none
   */
  private static int firings(int restartedOneIn) {
    int firings = 0;
    for (int seed = 0; seed < WALKS; seed++) {
      Walk walk = new Walk();
      try {
        run(walk, new Random(seed), restartedOneIn);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("walk " + seed, e);
      }
      firings += walk.firings();
    }
    return firings;
  }

  private static void run(Walk walk, RandomGenerator random, int restartedOneIn)
      throws UnreadableStateException {
    RandomMarket market = new RandomMarket(random);
    RandomTerms terms = new RandomTerms(random, market.tick());
    if (random.nextBoolean()) {
      walk.trade(market.next());
    }
    for (long id = 1; id <= SUBSCRIPTIONS; id++) {
      walk.subscribe(id, terms.next(market.price(), market.time()));
    }
    for (int i = 0; i < TRADES; i++) {
      walk.trade(market.next());
      if (random.nextInt(3) == 0) {
        change(walk, market, terms, random);
      }
      if (restartedOneIn > 0 && random.nextInt(restartedOneIn) == 0) {
        walk.restart(random);
      }
      if (restartedOneIn > 0 && random.nextInt(restartedOneIn / 2) == 0) {
        walk.storeState();
      }
    }
  }

  private static long nextId = 1_000;

  private static void change(
      Walk walk, RandomMarket market, RandomTerms terms, RandomGenerator random) {
    List<Long> live = walk.live();
    if (live.size() < SUBSCRIPTIONS) {
      walk.subscribe(nextId++, terms.next(market.price(), market.time()));
    }
    if (live.isEmpty()) {
      return;
    }
    long id = live.get(random.nextInt(live.size()));
    switch (random.nextInt(6)) {
      case 0 -> walk.unsubscribe(id);
      case 1, 2 -> {
        if (walk.isPaused(id)) {
          walk.enable(id);
        } else {
          walk.pause(id);
        }
      }
      default -> walk.update(id, terms.edited(walk.terms(id), market.price(), market.time()));
    }
  }

  @Test
  void firesAsTheOracleOnRecordedTrades() throws IOException {
    List<TradeRow> rows = RecordedMarket.rows("btcusdt").subList(0, 3_000);
    RandomTerms terms = new RandomTerms(new Random(1), rows.getFirst().price() / 20_000);
    Walk walk = new Walk();
    walk.trade(rows.getFirst());
    for (long id = 1; id <= 300; id++) {
      walk.subscribe(id, terms.next(rows.getFirst().price(), rows.getFirst().time()));
    }
    rows.subList(1, rows.size()).forEach(walk::trade);
    assertThat(walk.firings()).isGreaterThan(500);
  }
}

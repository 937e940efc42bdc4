package io.coinpanel.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.model.Bar;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import org.junit.jupiter.api.Test;

class AwaitedProofTest {

  private static final long ID = 1;
  private static final long EXPIRY = 3_600_000;

  private final SymbolMatcher matcher = new SymbolMatcher();

  private void add() {
    matcher.add(
        new WatchedSubscription(
            ID,
            1,
            1,
            1,
            "btcusdt",
            new Condition.Threshold(
                ConditionKind.ABOVE,
                new Price(Price.ONE),
                null,
                new Confirmation.Close(Bar.ONE_MINUTE)),
            Repeat.EVERY,
            0,
            EXPIRY,
            WatchedSubscription.NEVER));
  }

  @Test
  void nothingIsAwaitedBeforeTheBaseline() {
    add();
    assertThat(matcher.awaitsProof(ID)).isFalse();
  }

  @Test
  void aBarIsAwaitedUntilATradeFromTheExpiryOn() {
    matcher.baseline(1, Price.ONE, EXPIRY - 1);
    add();
    assertThat(matcher.awaitsProof(ID)).isTrue();
    matcher.trade(2, 2, Price.ONE, EXPIRY, Source.LIVE, new Crossings());
    assertThat(matcher.awaitsProof(ID)).isFalse();
  }
}

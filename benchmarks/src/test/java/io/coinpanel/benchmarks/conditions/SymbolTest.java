package io.coinpanel.benchmarks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.matching.UnreadableStateException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SymbolTest {

  private static final int MANY = 300;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsOutOfReachStaysQuietWhileAnotherFires(Kind kind) {
    for (Kind near : kind.kinds()) {
      Symbol symbol = new Symbol(Kind.SECONDS * 1000L);
      symbol.fill(kind.kinds(), MANY);
      assertThat(symbol.matcher().size()).isEqualTo(MANY);
      assertThat(symbol.walk(PriceWalk.LENGTH)).isZero();
      symbol.trade(PriceWalk.BASE);
      symbol.add(near.firing(MANY));
      int fired = 0;
      for (int i = 0; i < 20; i++) {
        int now = symbol.trade(i % 2 == 0 ? Kind.TOP : PriceWalk.BASE);
        assertThat(now).as("%s after %d trades", near, i).isLessThanOrEqualTo(1);
        fired += now;
      }
      assertThat(fired).as(near.name()).isBetween(9, 20);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void goesOnAfterARestartAsIfNothingHadHappened(Kind kind) throws UnreadableStateException {
    Symbol symbol = new Symbol(Symbol.BUSY);
    List<Kind> kinds = kind == Kind.THRESHOLD ? Kind.STATEFUL : kind.kinds();
    symbol.fill(kinds, MANY);
    byte[] state = symbol.state();
    long stateId = symbol.id();
    symbol.walk(100);
    Symbol other = symbol.recovered(state, stateId);
    symbol.walk(PriceWalk.LENGTH / 4);
    other.walk(PriceWalk.LENGTH / 4);
    assertThat(other.state()).isEqualTo(symbol.state());
  }
}

package io.coinpanel.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PriceLineTest {

  private final PriceLine line = new PriceLine();

  @Test
  void keepsTheExtremesOfAnyNumberOfTrades() {
    int trades = 100_000;
    for (int i = 0; i < trades; i++) {
      line.trade(i - 1, i, i, i == 70_000 ? 900 : i == 30_000 ? 1 : 100 + i % 7, 1_000L * i);
    }
    assertThat(line.pieces()).hasSizeBetween(PriceLine.MAX / 4, PriceLine.MAX);
    assertThat(line.pieces().stream().mapToLong(PriceLine.Piece::high).max()).hasValue(900);
    assertThat(line.pieces().stream().mapToLong(PriceLine.Piece::low).min()).hasValue(1);
    assertThat(line.pieces().getFirst().first()).isEqualTo(100);
    assertThat(line.pieces().getLast().last()).isEqualTo(100 + (trades - 1) % 7);
    assertThat(line.pieces()).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
  }

  @Test
  void takesTimesThatGoBack() {
    line.trade(0, 1, 1, 100, 5_000);
    line.trade(1, 2, 2, 90, 4_000);
    assertThat(line.pieces()).containsExactly(new PriceLine.Piece(5_000, 100, 90, 100, 90));
  }
}

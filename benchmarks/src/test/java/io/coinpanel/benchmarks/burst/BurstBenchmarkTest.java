package io.coinpanel.benchmarks.burst;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstBenchmarkTest {

  private static final List<Figure> FIGURES = List.of(Figure.lower("burst.read", "s", 1));

  @Test
  void figuresNameTheirSizeOnlyWhereThereAreSeveral() {
    assertThat(BurstBenchmark.named(FIGURES, 100, 1))
        .extracting(Figure::key)
        .containsExactly("burst.read");
    assertThat(BurstBenchmark.named(FIGURES, 100, 2))
        .extracting(Figure::key)
        .containsExactly("burst.read@100");
  }
}

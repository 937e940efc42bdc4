package io.coinpanel.benchmarks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.micro.BenchmarkCase;
import io.coinpanel.benchmarks.micro.MeasurementEffort;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.matching.UnreadableStateException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class ConditionsBenchmarkTest {

  @BeforeAll
  static void mayRunBesideAnother() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyPartIsMeasured() throws RunnerException, UnreadableStateException {
    List<Figure> figures = new ConditionsBenchmark().measure(MeasurementEffort.TINY, 2, 40);
    assertThat(figures).extracting(Figure::key).doesNotHaveDuplicates();
    assertThat(figures)
        .filteredOn(figure -> figure.unit().equals("ns") || figure.unit().equals("ms"))
        .allMatch(figure -> figure.value() > 0);
    for (BenchmarkCase benchmarkCase : ConditionsBenchmark.CASES) {
      assertThat(figures).anyMatch(figure -> figure.name().startsWith(benchmarkCase.name() + "."));
    }
    List<String> names = figures.stream().map(Figure::name).toList();
    for (Kind kind : Kind.values()) {
      String own = kind.name().toLowerCase(Locale.ROOT);
      assertThat(names).contains("conditions.quiet." + own, "conditions.heap." + own);
    }
    for (Kind kind : Kind.MIXED.kinds()) {
      assertThat(names).contains("conditions.firing." + kind.name().toLowerCase(Locale.ROOT));
    }
    assertThat(names)
        .contains(
            "conditions.resting.cooldown",
            "conditions.resting.rearm",
            "conditions.windows.esper-statements.ratio",
            "conditions.windows.esper-window.ratio",
            "conditions.state.write.symbols",
            "conditions.state.restore.symbols");
  }
}

package io.coinpanel.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class MicroBenchmarksTest {

  @BeforeAll
  static void mayRunBesideAnother() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyPartIsMeasuredBesideItsAlternative() throws RunnerException {
    List<Figure> figures = new MicroBenchmarks().measure(MeasurementEffort.TINY);
    assertThat(figures).extracting(Figure::key).doesNotHaveDuplicates();
    assertThat(figures)
        .filteredOn(figure -> figure.unit().equals("ns"))
        .allMatch(figure -> figure.value() > 0);
    for (BenchmarkCase benchmarkCase : MicroCases.ALL) {
      assertThat(figures).anyMatch(is(benchmarkCase.name() + ".coinpanel"));
      assertThat(figures)
          .anyMatch(figure -> figure.name().matches(benchmarkCase.name() + "\\..*\\.ratio"));
    }
    assertThat(figures).anyMatch(is("micro.heap.coinpanel")).anyMatch(is("micro.heap.tree-map"));
  }

  private static Predicate<Figure> is(String name) {
    return figure -> figure.name().equals(name);
  }
}

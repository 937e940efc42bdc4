package io.coinpanel.benchmarks;

import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import java.util.List;

/** A black-box benchmark; its sizes are options. */
public interface Benchmark {

  /** What it is called on the command line. */
  String name();

  /** Measures once, in its own environment. */
  List<Figure> measure(EnvironmentSettings settings) throws Exception;
}

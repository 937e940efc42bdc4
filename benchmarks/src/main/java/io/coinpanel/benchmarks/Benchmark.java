package io.coinpanel.benchmarks;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.stage.StageSettings;
import java.util.List;

/** One row of what has to be reached, measured from outside; its sizes are options. */
public interface Benchmark {

  /** What it is called on the command line. */
  String name();

  /** Measures once, on a stage of its own. */
  List<Figure> measure(StageSettings settings) throws Exception;
}

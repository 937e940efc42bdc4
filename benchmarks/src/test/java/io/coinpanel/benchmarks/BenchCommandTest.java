package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

  private final BenchRun bench = new BenchRun();

  @Test
  void rejectsInvalidSizes() {
    for (String size :
        List.of("--connect-clients=0", "--connect-at-once=-1", "--cold-clients=many")) {
      assertThat(bench.run("connect", size)).as(size).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(bench.output())
          .contains("'" + size.replaceFirst(".*=", "") + "' is not a whole number from 1 to");
    }
    assertThat(bench.run("cold", "--cold-subscriptions=1000001"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @Test
  void rejectsAnUnknownBenchmark() {
    assertThat(bench.run("patience")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(bench.output()).contains("There is no benchmark 'patience'");
  }
}

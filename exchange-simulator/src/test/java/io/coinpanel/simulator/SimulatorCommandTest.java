package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulatorCommandTest {

  private final StringWriter errors = new StringWriter();
  private final CommandLine command =
      new CommandLine(new SimulatorCommand()).setErr(new PrintWriter(errors, true));

  @Test
  void reportsAPortInUse() throws IOException {
    try (Simulator holder = Simulator.start(SimulatorSettings.documented().symbols(1))) {
      int code = command.execute("--port", String.valueOf(holder.port()), "--symbols", "1");
      assertThat(code).isEqualTo(1);
      assertThat(errors.toString())
          .startsWith("Port " + holder.port() + " of 127.0.0.1 is unavailable: ")
          .hasLineCount(1);
    }
  }

  @Test
  void reportsAMissingFile() {
    assertThat(command.execute("--port", "0", "--symbols", "1", "--replay", "/nowhere"))
        .isEqualTo(1);
    assertThat(errors.toString())
        .isEqualToIgnoringNewLines("The recorded trades cannot be replayed: cannot read /nowhere.");
  }

  @Test
  void rejectsAnInvalidRate() {
    assertThat(command.execute("--rate", "-1")).isEqualTo(2);
    assertThat(command.execute("--rate", "fast")).isEqualTo(2);
    assertThat(command.execute("--speed", "0")).isEqualTo(2);
  }
}

package io.coinpanel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private static final String ERASE = "\r\u001b[2K";

  private final StringWriter seen = new StringWriter();

  @Test
  void printsLinesAboveTheStatusLine() {
    Terminal terminal = terminal(true);
    terminal.show("now");
    terminal.printResult("news");
    terminal.clear();
    String now = ERASE + "\u001b[?7lnow\u001b[?7h";
    assertThat(seen.toString().replace(System.lineSeparator(), "\n"))
        .isEqualTo(now + ERASE + "news\n" + now + ERASE);
  }

  @Test
  void pipeReceivesOnlyLines() {
    Terminal terminal = terminal(false);
    terminal.show("now");
    terminal.printResult("news");
    terminal.clear();
    assertThat(seen.toString()).isEqualToIgnoringNewLines("news");
  }

  @Test
  void aStepOnATerminalIsDoneWithItsTime() throws InterruptedException {
    String done =
        new Progress(terminal(true), InstantSource.system()).step("Work", "Go", () -> "x");
    assertThat(done).isEqualTo("x");
    assertThat(seen.toString()).containsPattern("done  Work \\([0-9.]+ s\\)");
  }

  @Test
  void failedStepReportsReasonAndAdvice() {
    Progress progress = new Progress(terminal(false), InstantSource.system());
    assertThatThrownBy(
            () ->
                progress.step(
                    "Starting it",
                    "Make room",
                    () -> {
                      throw new IllegalStateException("not so", new IOException("disk full"));
                    }))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("Starting it failed: disk full. Make room.");
  }

  private Terminal terminal(boolean live) {
    PrintWriter writer = new PrintWriter(seen);
    return new Terminal(writer, TextStyle.PLAIN, writer, TextStyle.PLAIN, live);
  }
}

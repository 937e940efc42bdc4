package io.coinpanel.systemtests.watch;

import io.coinpanel.systemtests.CoinPanelCommand;
import io.coinpanel.testkit.Eventually;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, with its output in files. */
final class CommandProcess implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Runs it with a state directory of its own below the given one. */
  static CommandProcess start(Path home, String... arguments) throws IOException {
    return start(home, CoinPanelCommand.words(false, arguments));
  }

  /** Runs it with a terminal, whose whole output is {@link #out()}. */
  static CommandProcess onTerminal(Path home, String... arguments) throws IOException {
    String line = "stty cols 60; exec " + String.join(" ", CoinPanelCommand.words(true, arguments));
    return start(home, List.of("script", "-qec", line, "/dev/null"));
  }

  /** Runs it with its output going to a file that is there. */
  static CommandProcess into(Path out, Path home, String... arguments) throws IOException {
    return start(home, out, CoinPanelCommand.words(false, arguments));
  }

  /** Runs it with a reader that takes one line and goes; the exit code is that of the command. */
  static CommandProcess intoHead(Path home, String... arguments) throws IOException {
    String quoted = String.join("' '", CoinPanelCommand.words(false, arguments));
    String line = "set -o pipefail; '" + quoted + "' | head -n 1; exit ${PIPESTATUS[0]}";
    return start(home, List.of("bash", "-c", line));
  }

  private static CommandProcess start(Path home, List<String> command) throws IOException {
    return start(home, Files.createTempFile(home, "out-", ".txt"), command);
  }

  private static CommandProcess start(Path home, Path out, List<String> command)
      throws IOException {
    Path err = Files.createTempFile(home, "err-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("XDG_STATE_HOME", home.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("NO_COLOR");
    return new CommandProcess(builder.start(), out, err);
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  CommandProcess awaitOut(String text) {
    Eventually.within(DEADLINE, text, () -> out().contains(text));
    return this;
  }

  CommandProcess awaitErr(String text) {
    Eventually.within(DEADLINE, text, () -> err().contains(text));
    return this;
  }

  /** Ends it as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as Ctrl-C does. */
  int interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after " + DEADLINE);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}

package io.coinpanel.systemtests.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.terminal.CommandFailureHandler;
import io.coinpanel.testkit.Eventually;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** A command in this process, and what it has printed. */
final class CommandRun {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread thread;

  CommandRun(Object command, String... arguments) {
    CommandLine line =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(new CommandFailureHandler());
    thread = Thread.ofPlatform().start(() -> exitCode.complete(line.execute(arguments)));
  }

  CommandRun awaitOut(String text) {
    Eventually.within(DEADLINE, text, () -> out().contains(text));
    return this;
  }

  CommandRun awaitErr(String text) {
    Eventually.within(DEADLINE, text, () -> err().contains(text));
    return this;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  boolean isRunning() {
    return !exitCode.isDone();
  }

  int exitCode() throws Exception {
    return exitCode.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Its output, if it succeeds. */
  String succeed() throws Exception {
    assertThat(exitCode()).as(err()).isZero();
    return out().strip();
  }

  void interrupt() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}

package io.coinpanel.standalone.terminal;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one sentence why a command has ended, and where it broke only to those who ask. */
public final class Failures implements IExecutionExceptionHandler {

  private static final String ASKED = "COINPANEL_DEBUG";

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    if (failure instanceof OutputLost lost) {
      return lost(lost, commandLine);
    }
    boolean foreseen = failure instanceof Failure;
    commandLine.getErr().println(foreseen ? failure.getMessage() : unforeseen(failure));
    if (System.getenv(ASKED) != null) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static int lost(OutputLost lost, CommandLine commandLine) {
    if (!lost.isPipeClosed()) {
      commandLine.getErr().println("Cannot write to standard output: " + lost.reason() + ".");
      commandLine.getErr().flush();
    }
    return lost.exitCode();
  }

  private static String unforeseen(Exception failure) {
    return "coinpanel has failed: " + failure + ". Set " + ASKED + "=1 to see where.";
  }
}

package io.coinpanel.cli.terminal;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed in one sentence; the stack trace only on request. */
public final class CommandFailureHandler implements IExecutionExceptionHandler {

  private static final String STACK_TRACE_VARIABLE = "COINPANEL_DEBUG";

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    if (failure instanceof OutputFailedException lost) {
      return outputFailed(lost, commandLine);
    }
    boolean foreseen = failure instanceof CommandFailedException;
    commandLine.getErr().println(foreseen ? failure.getMessage() : unexpected(failure));
    if (System.getenv(STACK_TRACE_VARIABLE) != null) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine.getErr().flush();
    return failure instanceof CommandFailedException sentence
        ? sentence.exitCode()
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static int outputFailed(OutputFailedException lost, CommandLine commandLine) {
    if (!lost.isPipeClosed()) {
      commandLine.getErr().println("Cannot write to standard output: " + lost.reason() + ".");
      commandLine.getErr().flush();
    }
    return lost.exitCode();
  }

  private static String unexpected(Exception failure) {
    return "Unexpected error: "
        + failure
        + ". Set "
        + STACK_TRACE_VARIABLE
        + "=1 to see the stack trace.";
  }
}

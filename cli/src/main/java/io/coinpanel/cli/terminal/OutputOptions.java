package io.coinpanel.cli.terminal;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Output options: color. */
public final class OutputOptions {

  private @Nullable CommandSpec command;
  private Color color = Color.AUTO;

  @Spec(Spec.Target.MIXEE)
  void setCommand(CommandSpec mixee) {
    command = mixee;
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "Color output: ${COMPLETION-CANDIDATES}; auto means on a terminal unless NO_COLOR is set.")
  void setColor(Color requested) {
    color = requested;
    apply(commandLine(), requested);
  }

  /** Applies the color mode to help and usage errors. */
  public static void apply(CommandLine commandLine, Color requested) {
    TextStyle textStyle = style(requested, TerminalStreams.detect().out());
    commandLine.setColorScheme(Help.defaultColorScheme(textStyle.ansi()));
  }

  /** The terminal of the command that these options were given to. */
  public Terminal terminal() {
    TerminalStreams terminalStreams = TerminalStreams.detect();
    return new Terminal(
        commandLine().getOut(),
        style(color, terminalStreams.out()),
        commandLine().getErr(),
        style(color, terminalStreams.err()),
        terminalStreams.err() && !"dumb".equals(System.getenv("TERM")));
  }

  private static TextStyle style(Color requested, boolean terminal) {
    Map<String, String> environment = System.getenv();
    return requested.isFor(terminal, environment) ? TextStyle.COLOURED : TextStyle.PLAIN;
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(command).commandLine();
  }
}

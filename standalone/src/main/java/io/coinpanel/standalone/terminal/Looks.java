package io.coinpanel.standalone.terminal;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command's output looks, as its user wishes and its streams allow. */
public final class Looks {

  private @Nullable CommandSpec command;
  private Color color = Color.AUTO;

  @Spec(Spec.Target.MIXEE)
  void command(CommandSpec mixee) {
    command = mixee;
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description =
          "Colours: ${COMPLETION-CANDIDATES}. auto means on a terminal where NO_COLOR is not set.")
  void color(Color wished) {
    color = wished;
    apply(commandLine(), wished);
  }

  /** Gives a command's help and its complaints about usage the colours that are wished for. */
  public static void apply(CommandLine commandLine, Color wished) {
    Paint paint = paint(wished, Attached.now().out());
    commandLine.setColorScheme(Help.defaultColorScheme(paint.ansi()));
  }

  /** The terminal of the command that these options were given to. */
  public Terminal terminal() {
    Attached attached = Attached.now();
    return new Terminal(
        commandLine().getOut(),
        paint(color, attached.out()),
        commandLine().getErr(),
        paint(color, attached.err()),
        attached.err() && !"dumb".equals(System.getenv("TERM")));
  }

  private static Paint paint(Color wished, boolean terminal) {
    Map<String, String> environment = System.getenv();
    return wished.isFor(terminal, environment) ? Paint.COLOURED : Paint.PLAIN;
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(command).commandLine();
  }
}

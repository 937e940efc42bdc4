package io.coinpanel.systemtests;

import io.coinpanel.standalone.CoinPanel;
import io.coinpanel.testkit.process.ClassPath;
import io.coinpanel.testkit.process.JavaCommand;
import java.util.List;

/** The command line as it is run in a process of its own. */
public final class CoinPanelCommand {

  private static final String CLASS_PATH = ClassPath.without();
  private static final String ARCHIVE = command().archive(List.of(), "rehearse");

  private CoinPanelCommand() {}

  private static JavaCommand command() {
    return new JavaCommand(CLASS_PATH, CoinPanel.class.getName());
  }

  /** The command with these arguments, its output a terminal or not. */
  public static List<String> words(boolean terminal, String... arguments) {
    return command()
        .options(
            ARCHIVE, "-Dcoinpanel.terminal.out=" + terminal, "-Dcoinpanel.terminal.err=" + terminal)
        .words(arguments);
  }
}

package io.coinpanel.standalone;

import io.coinpanel.simulator.SimulatorCommand;
import io.coinpanel.standalone.demo.DemoCommand;
import io.coinpanel.standalone.start.StartCommand;
import io.coinpanel.standalone.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code coinpanel}, whose subcommands are the ways to run it. */
@Command(
    name = "coinpanel",
    mixinStandardHelpOptions = true,
    version = "CoinPanel 0.1.0",
    description = "Price alerts on live market data, each told exactly once.",
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      WatchCommand.class,
      SimulatorCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {"", "New here? Try: ./coinpanel demo"})
public final class CoinPanel implements Runnable {

  private CoinPanel() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, ready to execute. */
  static CommandLine commandLine() {
    return new CommandLine(new CoinPanel());
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }
}

package io.coinpanel.standalone;

import io.coinpanel.cli.account.AccountCommand;
import io.coinpanel.cli.account.KeyCommand;
import io.coinpanel.cli.alert.ListCommand;
import io.coinpanel.cli.alert.StatsCommand;
import io.coinpanel.cli.alert.UnsubscribeCommand;
import io.coinpanel.cli.alert.UpdateCommand;
import io.coinpanel.cli.backtest.BacktestCommand;
import io.coinpanel.cli.destination.DestinationCommand;
import io.coinpanel.cli.terminal.Color;
import io.coinpanel.cli.terminal.CommandFailureHandler;
import io.coinpanel.cli.terminal.CompletionCommand;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.StandardOutput;
import io.coinpanel.cli.transfer.ExportCommand;
import io.coinpanel.cli.transfer.ImportCommand;
import io.coinpanel.cli.watch.WatchCommand;
import io.coinpanel.simulator.SimulatorCommand;
import io.coinpanel.standalone.demo.DemoCommand;
import io.coinpanel.standalone.start.RestoredCommand;
import io.coinpanel.standalone.start.StartCommand;
import io.coinpanel.standalone.training.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code coinpanel} with its subcommands. */
@Command(
    name = "coinpanel",
    mixinStandardHelpOptions = true,
    version = "CoinPanel 0.1.0",
    description = "Price alerts on live market data, stored exactly once and delivered in order.",
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      RestoredCommand.class,
      WatchCommand.class,
      ListCommand.class,
      UpdateCommand.class,
      UnsubscribeCommand.class,
      StatsCommand.class,
      BacktestCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      AccountCommand.class,
      KeyCommand.class,
      DestinationCommand.class,
      SimulatorCommand.class,
      CompletionCommand.class,
      ClientTrainingRun.class,
      TrainCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "1:failure", "2:invalid usage", "130:interrupted with Ctrl-C"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./coinpanel demo                     New here? Runs everything on simulated prices.",
      "  ./coinpanel watch btcusdt 65000      A line whenever BTCUSDT rises above 65000.",
      "  ./coinpanel bench                    Runs benchmarks; bench --help for more.",
      "  ./coinpanel help watch               Help for one command."
    })
public final class CoinPanel implements Runnable {

  private CoinPanel() {}

  public static void main(String[] arguments) {
    CommandLine commandLine = commandLine().setOut(StandardOutput.open());
    OutputOptions.apply(commandLine, Color.AUTO);
    System.exit(commandLine.execute(arguments));
  }

  /** The configured command line. */
  static CommandLine commandLine() {
    return new CommandLine(new CoinPanel())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new CommandFailureHandler());
  }

  @Override
  public void run() {
    commandLine().usage(System.out);
  }
}

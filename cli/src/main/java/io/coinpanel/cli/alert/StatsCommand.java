package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Table;
import io.coinpanel.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints figures of an account's subscriptions and notifications. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Prints an account's alert and notification counts and nearest thresholds.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not respond",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel stats", "  coinpanel stats --json | jq .notifications"})
public final class StatsCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print the server's message.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = outputOptions.terminal();
    new AlertSource.OfAccount(server.address(), server.account())
        .ask(AlertRequest.stats(), terminal)
        .map(List::getFirst)
        .ifPresent(stats -> print(stats, terminal));
    return CommandLine.ExitCode.OK;
  }

  private void print(Received.Message stats, Terminal terminal) {
    if (json) {
      terminal.printResult(stats.text());
      return;
    }
    JsonNode alerts = stats.json().path("subscriptions");
    JsonNode notifications = stats.json().path("notifications");
    terminal.printResult(
        "Alerts         %s active, %s pending, %s paused"
            .formatted(count(alerts, "active"), count(alerts, "pending"), count(alerts, "paused")));
    terminal.printResult(
        "Notifications  %s in the last hour, %s in the last day"
            .formatted(count(notifications, "last_hour"), count(notifications, "last_day")));
    JsonNode symbols = stats.json().path("symbols");
    if (!symbols.isEmpty()) {
      terminal.printResult("");
      table(symbols).print(terminal);
    }
  }

  private static Table table(JsonNode symbols) {
    Table table =
        new Table("SYMBOL", "PRICE", "ALERTS", "NEAREST ABOVE", "NEAREST BELOW", "LAST DAY");
    for (JsonNode symbol : symbols) {
      table.add(
          symbol.path("symbol").asString(""),
          symbol.path("price").asString(""),
          count(symbol, "subscriptions"),
          symbol.path("nearest_above").asString(""),
          symbol.path("nearest_below").asString(""),
          count(symbol, "notifications_last_day"));
    }
    return table;
  }

  private static String count(JsonNode figures, String name) {
    return Long.toString(figures.path(name).asLong(0));
  }
}

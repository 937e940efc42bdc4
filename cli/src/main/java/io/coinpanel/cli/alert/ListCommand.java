package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Table;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists the subscriptions of an account or of saved sessions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists alerts, those nearest to their threshold first, then those that cannot fire now.",
      "",
      "With a key or --local, the account's; otherwise those of running and resumable watches."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, possibly an empty list",
      "1:a server did not respond",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel list",
      "  coinpanel list --local",
      "  coinpanel list --json | jq .last_price"
    })
public final class ListCommand implements Callable<Integer> {

  /** Only saved sessions have the last one. */
  private static final List<String> COLUMNS =
      List.of(
          "ID",
          "ALERT",
          "NAME",
          "STATUS",
          "REVISION",
          "PRICE",
          "DISTANCE",
          "FIRED",
          "LAST FIRED",
          "SESSION");

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private AlertSources choice = new AlertSources();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print one JSON object per alert, one per line.")
  private boolean json;

  private final Sessions sessions;

  public ListCommand() {
    this(Sessions.ofUser());
  }

  ListCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = outputOptions.terminal();
    List<Alert> alerts = new ArrayList<>();
    boolean complete = true;
    for (AlertSource source : choice.from(sessions, server)) {
      Optional<List<Received.Message>> pages = source.ask(AlertRequest.list(), terminal);
      pages.ifPresent(found -> found.forEach(page -> collect(source, page.json(), alerts)));
      complete &= pages.isPresent();
    }
    alerts.sort(Alert.NEAREST_FIRST);
    print(alerts, terminal, complete);
    return complete ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void collect(AlertSource source, JsonNode page, List<Alert> into) {
    page.path("subscriptions").forEach(one -> into.add(new Alert(source.sessionName(), one)));
  }

  private void print(List<Alert> alerts, Terminal terminal, boolean complete) {
    if (json) {
      alerts.forEach(alert -> terminal.printResult(alert.line()));
    } else if (!alerts.isEmpty()) {
      table(alerts).print(terminal);
    } else if (complete) {
      terminal.printMessage("No alerts. Create one with: coinpanel watch btcusdt 65000");
    }
  }

  private static Table table(List<Alert> alerts) {
    boolean withSessions = alerts.stream().anyMatch(alert -> !alert.session().isEmpty());
    List<String> columns = withSessions ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1);
    Table table = new Table(columns);
    alerts.forEach(alert -> table.add(row(alert).subList(0, columns.size())));
    return table;
  }

  private static List<String> row(Alert alert) {
    return List.of(
        alert.id(),
        alert.description(),
        alert.field("name"),
        alert.field("status"),
        alert.field("revision"),
        alert.field("last_price"),
        alert.distanceText(),
        Integer.toString(alert.notificationCount()),
        alert.field("last_notified_at"),
        alert.session());
  }
}

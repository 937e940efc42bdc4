package io.coinpanel.cli.alert;

import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputOptions;
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

/** Lists the subscriptions of saved sessions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the alerts of running and resumable watches.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, possibly an empty list",
      "1:a server did not answer",
      "2:wrong usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel list", "  coinpanel list --json | jq .last_price"})
public final class ListCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private SessionSelection choice = new SessionSelection();

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
    for (SessionName name : choice.from(sessions)) {
      complete &= collect(name, alerts, terminal);
    }
    print(alerts, terminal, complete);
    return complete ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private boolean collect(SessionName name, List<Alert> into, Terminal terminal)
      throws IOException, InterruptedException {
    Optional<SavedSession> session = sessions.read(name);
    if (session.isEmpty()) {
      return true;
    }
    return switch (SessionRequest.list().send(sessions, name, session.get())) {
      case SessionResponse.Success(List<JsonNode> pages) -> {
        pages.forEach(
            page -> page.path("subscriptions").forEach(one -> into.add(new Alert(name, one))));
        yield true;
      }
      case SessionResponse.SessionEnded() -> {
        sessions.deleteUnlessInUse(name);
        yield true;
      }
      case SessionResponse.Rejected(String _, String message) -> {
        terminal.printMessage("Session " + name + " cannot be listed: " + message);
        yield false;
      }
      case SessionResponse.NoResponse(String why) -> {
        terminal.printMessage(NoResponseMessage.sentence(name, session.get(), why));
        yield false;
      }
    };
  }

  private void print(List<Alert> alerts, Terminal terminal, boolean complete) {
    if (json) {
      alerts.forEach(alert -> terminal.printResult(alert.line()));
    } else if (!alerts.isEmpty()) {
      List<String> table = AlertTable.of(alerts);
      terminal.printResult(terminal.outStyle().bold(table.getFirst()));
      table.stream().skip(1).forEach(terminal::printResult);
    } else if (complete) {
      terminal.printMessage("No alerts. Create one with: coinpanel watch btcusdt 65000");
    }
  }
}

package io.coinpanel.standalone.alert;

import io.coinpanel.standalone.session.Remembered;
import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import io.coinpanel.standalone.terminal.Looks;
import io.coinpanel.standalone.terminal.Terminal;
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

/** Lists the subscriptions of the remembered sessions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the alerts of the watches that run or can be resumed.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed, or nothing to list", "1:a server did not answer", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel list", "  coinpanel list --json | jq .last_price"})
public final class ListCommand implements Callable<Integer> {

  @Mixin private Looks looks = new Looks();
  @Mixin private SessionChoice choice = new SessionChoice();

  @Option(names = "--json", description = "Print one JSON object per line and alert.")
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
    Terminal terminal = looks.terminal();
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
    Optional<Remembered> session = sessions.read(name);
    if (session.isEmpty()) {
      return true;
    }
    return switch (Question.list().ask(sessions, name, session.get())) {
      case Answer.Given(List<JsonNode> pages) -> {
        pages.forEach(
            page -> page.path("subscriptions").forEach(one -> into.add(new Alert(name, one))));
        yield true;
      }
      case Answer.Over() -> {
        sessions.tidy(name);
        yield true;
      }
      case Answer.Refused(String _, String message) -> {
        terminal.complain("Session " + name + " cannot be listed: " + message);
        yield false;
      }
      case Answer.Missing(String why) -> {
        terminal.complain(Unanswered.sentence(name, session.get(), why));
        yield false;
      }
    };
  }

  private void print(List<Alert> alerts, Terminal terminal, boolean complete) {
    if (json) {
      alerts.forEach(alert -> terminal.say(alert.line()));
    } else if (!alerts.isEmpty()) {
      List<String> table = AlertTable.of(alerts);
      terminal.say(terminal.paint().strong(table.getFirst()));
      table.stream().skip(1).forEach(terminal::say);
    } else if (complete) {
      terminal.complain("No alerts. Make one with: coinpanel watch btcusdt 65000");
    }
  }
}

package io.coinpanel.cli.alert;

import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Unsubscribes a subscription of any saved session. */
@Command(
    name = "unsubscribe",
    mixinStandardHelpOptions = true,
    description = "Unsubscribes an alert and ends the watch that uses it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the alert was unsubscribed",
      "1:no saved session has it, or a server did not respond",
      "2:wrong usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel unsubscribe 12", "  coinpanel unsubscribe 12 --session nightly"})
public final class UnsubscribeCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private SessionSelection choice = new SessionSelection();

  @Parameters(paramLabel = "ID", description = "The alert's id, as shown by coinpanel list.")
  private String id = "";

  private final Sessions sessions;

  public UnsubscribeCommand() {
    this(Sessions.ofUser());
  }

  UnsubscribeCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = outputOptions.terminal();
    for (SessionName name : choice.from(sessions)) {
      if (unsubscribe(name, terminal)) {
        terminal.printResult("Unsubscribed " + id + ".");
        return CommandLine.ExitCode.OK;
      }
    }
    terminal.printMessage("No saved session has alert " + id + "; see coinpanel list.");
    return CommandLine.ExitCode.SOFTWARE;
  }

  private boolean unsubscribe(SessionName name, Terminal terminal)
      throws IOException, InterruptedException {
    Optional<SavedSession> session = sessions.read(name);
    if (session.isEmpty()) {
      return false;
    }
    return switch (SessionRequest.unsubscribe(id).send(sessions, name, session.get())) {
      case SessionResponse.Success(var _) -> true;
      case SessionResponse.Rejected(String code, String message) -> {
        if (!code.equals("unknown_subscription")) {
          terminal.printMessage("Session " + name + " cannot be queried: " + message);
        }
        yield false;
      }
      case SessionResponse.SessionEnded() -> {
        sessions.deleteUnlessInUse(name);
        yield false;
      }
      case SessionResponse.NoResponse(String why) -> {
        terminal.printMessage(NoResponseMessage.sentence(name, session.get(), why));
        yield false;
      }
    };
  }
}

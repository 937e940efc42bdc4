package io.coinpanel.standalone.alert;

import io.coinpanel.standalone.session.Remembered;
import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import io.coinpanel.standalone.terminal.Looks;
import io.coinpanel.standalone.terminal.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a subscription up, of whichever remembered session it is. */
@Command(
    name = "unsubscribe",
    mixinStandardHelpOptions = true,
    description = "Gives an alert up; a watch that waits for it ends.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the alert is given up",
      "1:no remembered session has it, or a server did not answer",
      "2:wrong usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  coinpanel unsubscribe 12", "  coinpanel unsubscribe 12 --session nightly"})
public final class UnsubscribeCommand implements Callable<Integer> {

  @Mixin private Looks looks = new Looks();
  @Mixin private SessionChoice choice = new SessionChoice();

  @Parameters(paramLabel = "ID", description = "The alert's id, as coinpanel list shows it.")
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
    Terminal terminal = looks.terminal();
    for (SessionName name : choice.from(sessions)) {
      if (isGivenUp(name, terminal)) {
        terminal.say("Unsubscribed " + id + ".");
        return CommandLine.ExitCode.OK;
      }
    }
    terminal.complain("No remembered session has an alert " + id + "; see coinpanel list.");
    return CommandLine.ExitCode.SOFTWARE;
  }

  private boolean isGivenUp(SessionName name, Terminal terminal)
      throws IOException, InterruptedException {
    Optional<Remembered> session = sessions.read(name);
    if (session.isEmpty()) {
      return false;
    }
    return switch (Question.unsubscribe(id).ask(sessions, name, session.get())) {
      case Answer.Given(var _) -> true;
      case Answer.Refused(String code, String message) -> {
        if (!code.equals("unknown_subscription")) {
          terminal.complain("Session " + name + " cannot be asked: " + message);
        }
        yield false;
      }
      case Answer.Over() -> {
        sessions.tidy(name);
        yield false;
      }
      case Answer.Missing(String why) -> {
        terminal.complain(Unanswered.sentence(name, session.get(), why));
        yield false;
      }
    };
  }
}

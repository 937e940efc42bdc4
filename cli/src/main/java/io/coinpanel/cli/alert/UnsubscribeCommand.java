package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Unsubscribes subscriptions of an account or of any saved session. */
@Command(
    name = "unsubscribe",
    mixinStandardHelpOptions = true,
    description = "Unsubscribes alerts and ends the watches that use them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the alerts were unsubscribed",
      "1:an alert was not found, or a server did not respond",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel unsubscribe 12",
      "  coinpanel unsubscribe 12 --session nightly",
      "  coinpanel unsubscribe 12 13 14 --local"
    })
public final class UnsubscribeCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private AlertSources choice = new AlertSources();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AlertIds ids = new AlertIds();

  private final Sessions sessions;

  public UnsubscribeCommand() {
    this(Sessions.ofUser());
  }

  UnsubscribeCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new AlertChange(
            ids.list(),
            AlertRequest::unsubscribe,
            reply -> "Unsubscribed " + reply.field("subscription_id") + ".")
        .run(choice.from(sessions, server), outputOptions.terminal());
  }
}

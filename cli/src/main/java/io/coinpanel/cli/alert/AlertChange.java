package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** Changes alerts by their ids, looking for them wherever they may be. */
final class AlertChange {

  private final Function<List<String>, AlertRequest> request;
  private final Function<Received.Message, String> describe;
  private final Set<String> remaining;

  /**
   * @param describe what a reply says was done
   */
  AlertChange(
      List<String> ids,
      Function<List<String>, AlertRequest> request,
      Function<Received.Message, String> describe) {
    this.remaining = new LinkedHashSet<>(ids);
    this.request = request;
    this.describe = describe;
  }

  /** Returns the exit code. */
  int run(List<AlertSource> sources, Terminal terminal) throws IOException, InterruptedException {
    for (AlertSource source : sources) {
      if (!remaining.isEmpty()) {
        Optional<List<Received.Message>> replies =
            source.ask(request.apply(List.copyOf(remaining)), terminal);
        replies.ifPresent(found -> found.forEach(reply -> changed(reply, terminal)));
      }
    }
    if (remaining.isEmpty()) {
      return CommandLine.ExitCode.OK;
    }
    boolean ofAccount = sources.stream().anyMatch(AlertSource.OfAccount.class::isInstance);
    terminal.printMessage(
        (ofAccount ? "The account has no alert " : "No saved session has alert ")
            + String.join(", ", remaining)
            + "; see coinpanel list.");
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void changed(Received.Message reply, Terminal terminal) {
    if (!reply.type().equals("error")) {
      remaining.remove(id(reply));
      terminal.printResult(Terminal.printable(describe.apply(reply)));
    } else if (!reply.field("code").equals("unknown_subscription")) {
      throw new AlertResponse.Rejected(reply.field("code"), reply.field("message")).toException();
    }
  }

  private static String id(Received.Message reply) {
    return reply.type().equals("updated")
        ? reply.json().path("subscription").path("id").asString("")
        : reply.field("subscription_id");
  }
}

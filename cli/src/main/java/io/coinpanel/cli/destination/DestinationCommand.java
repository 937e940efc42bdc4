package io.coinpanel.cli.destination;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Manages destinations. */
@Command(
    name = "destination",
    mixinStandardHelpOptions = true,
    description = {
      "Manages where your account's notifications are sent.",
      "The key needs the scope destinations."
    },
    subcommands = {
      AddCommand.class,
      ListAllCommand.class,
      DestinationCommand.Test.class,
      DestinationCommand.Confirmation.class,
      DestinationCommand.Enable.class,
      DestinationCommand.Disable.class,
      DestinationCommand.Delete.class,
      DeliveriesCommand.class,
      DestinationCommand.Redeliver.class,
      DestinationCommand.Secret.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not respond, or a test was not accepted",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel destination add ntfy https://ntfy.sh/my-secret-topic --name Phone",
      "  coinpanel destination add webhook https://example.org/alerts --not-default",
      "  coinpanel destination add telegram",
      "  coinpanel destination add email me@example.org",
      "  coinpanel destination test 3",
      "  coinpanel destination deliveries 3",
      "  coinpanel destination redeliver 3 4711"
    })
public final class DestinationCommand {

  /** Does something with one destination. */
  abstract static sealed class OfOne extends ApiCommand {
    @Mixin private DestinationPath destination = new DestinationPath();

    final DestinationPath destination() {
      return destination;
    }
  }

  /** Sends a test message. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Sends a test message and prints the result.")
  static final class Test extends OfOne {

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      JsonNode result = api.post(destination().path() + "/test", Map.of());
      String code = result.path("status").asString("");
      String status = code.isEmpty() ? "" : " with status " + code;
      if (result.path("outcome").asString("").equals("accepted")) {
        terminal.printResult("Accepted" + status + ".");
        return CommandLine.ExitCode.OK;
      }
      String error = result.path("error").asString(status.strip());
      terminal.printMessage("Not accepted: " + Terminal.printable(error) + ".");
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Asks the receiver once more. */
  @Command(
      name = "confirmation",
      mixinStandardHelpOptions = true,
      description = "Sends the confirmation mail again, or prints a new Telegram link.")
  static final class Confirmation extends OfOne {

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      JsonNode invited = api.post(destination().path() + "/confirmation", Map.of());
      String link = invited.path("link").asString("");
      terminal.printResult(
          link.isEmpty() ? "A new mail has been sent. Open its link and press the button." : link);
      return CommandLine.ExitCode.OK;
    }
  }

  /** Turns a destination on. */
  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Turns a destination on; it continues where it stopped.")
  static final class Enable extends Switch {
    Enable() {
      super(true);
    }
  }

  /** Turns a destination off. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Turns a destination off; nothing is sent there until it is enabled.")
  static final class Disable extends Switch {
    Disable() {
      super(false);
    }
  }

  /** Turns a destination on or off. */
  abstract static sealed class Switch extends OfOne permits Enable, Disable {

    private final boolean enabled;

    Switch(boolean enabled) {
      this.enabled = enabled;
    }

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      api.patch(destination().path(), Map.of("enabled", enabled));
      terminal.printResult(
          (enabled ? "Enabled" : "Disabled") + " destination " + destination().id() + ".");
      return CommandLine.ExitCode.OK;
    }
  }

  /** Deletes a destination. */
  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Deletes a destination and removes it from the alerts that use it.")
  static final class Delete extends OfOne {

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      api.delete(destination().path());
      terminal.printResult("Deleted destination " + destination().id() + ".");
      return CommandLine.ExitCode.OK;
    }
  }

  /** Sends a notification again. */
  @Command(
      name = "redeliver",
      mixinStandardHelpOptions = true,
      description = "Sends a notification to a destination once more.")
  static final class Redeliver extends OfOne {

    @Parameters(
        index = "1",
        paramLabel = "NOTIFICATION_ID",
        description = "The notification's id, as in coinpanel destination deliveries.")
    private String notification = "";

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      api.post(destination().path() + "/redeliver", Map.of("notification_id", notification));
      terminal.printResult("Notification " + notification + " will be sent again.");
      return CommandLine.ExitCode.OK;
    }
  }

  /** Replaces the secret of a webhook. */
  @Command(
      name = "secret",
      mixinStandardHelpOptions = true,
      description = "Replaces a webhook's secret and prints the new one, once.")
  static final class Secret extends OfOne {

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      JsonNode changed = api.post(destination().path() + "/secret", Map.of());
      terminal.printMessage(
          "The new secret is shown only once. The previous one remains valid for 24 hours:");
      terminal.printResult(changed.path("secret").asString(""));
      return CommandLine.ExitCode.OK;
    }
  }
}

package io.coinpanel.cli.account;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.ListingCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Manages the accounts of a server. */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    description = "Manages the accounts of a server. The key needs the scope admin.",
    subcommands = {
      AccountCommand.Add.class,
      AccountCommand.ListAll.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not respond",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel account add anna",
      "  coinpanel account list",
      "  coinpanel account disable anna"
    })
public final class AccountCommand {

  private static final String PATH = "/api/v1/accounts";

  /** Creates an account. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Creates an account and prints a link for setting its password.")
  static final class Add extends ApiCommand {

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    private String name = "";

    @Option(names = "--admin", description = "Allow it to manage accounts.")
    private boolean admin;

    @Option(
        names = "--max-subscriptions",
        paramLabel = "N",
        description = "Maximum number of alerts (default: the server's setting).")
    private @Nullable Integer maxSubscriptions;

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", name, "admin", admin));
      if (maxSubscriptions != null) {
        fields.put("max_subscriptions", maxSubscriptions);
      }
      JsonNode account = api.post(PATH, fields);
      terminal.printMessage(
          "Created account "
              + Terminal.printable(account.path("name").asString(""))
              + " with id "
              + account.path("id").asString("")
              + ". Set its password within 24 hours at this one-time link:");
      terminal.printResult(account.path("setup_url").asString(""));
      return CommandLine.ExitCode.OK;
    }
  }

  /** Lists the accounts. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all accounts, oldest first.")
  static final class ListAll extends ListingCommand {

    @Override
    protected List<JsonNode> elements(WebserverApi api) throws InterruptedException {
      return api.all(PATH, "accounts");
    }

    @Override
    protected String whenEmpty() {
      return "No accounts. Create one with: coinpanel account add NAME";
    }

    @Override
    protected List<String> columns() {
      return List.of("ID", "NAME", "ROLE", "STATUS", "MAX ALERTS", "CREATED");
    }

    @Override
    protected List<String> row(JsonNode account) {
      return List.of(
          account.path("id").asString(""),
          account.path("name").asString(""),
          account.path("admin").asBoolean(false) ? "admin" : "",
          account.path("disabled").asBoolean(false) ? "disabled" : "enabled",
          account.path("max_subscriptions").asString(""),
          account.path("created_at").asString(""));
    }
  }

  /** Disables an account. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Ends an account's credentials and pauses its alerts; nothing is deleted.")
  static final class Disable extends Switch {
    Disable() {
      super(true);
    }
  }

  /** Enables an account. */
  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Enables a disabled account again.")
  static final class Enable extends Switch {
    Enable() {
      super(false);
    }
  }

  /** Disables or enables an account. */
  abstract static sealed class Switch extends ApiCommand permits Disable, Enable {

    @Parameters(paramLabel = "NAME", description = "The account's name.")
    private String name = "";

    private final boolean disabled;

    Switch(boolean disabled) {
      this.disabled = disabled;
    }

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      api.patch(PATH + "/" + Accounts.id(api, name), Map.of("disabled", disabled));
      terminal.printResult((disabled ? "Disabled " : "Enabled ") + name + ".");
      return CommandLine.ExitCode.OK;
    }
  }
}

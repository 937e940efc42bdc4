package io.coinpanel.cli.account;

import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Table;
import io.coinpanel.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Manages the accounts of a server. */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    description = "Manages the accounts of a server, with a key that has scope admin.",
    subcommands = {
      AccountCommand.Add.class,
      AccountCommand.ListAll.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not answer",
      "2:wrong usage, or the server refused it"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel account add anna",
      "  coinpanel account list",
      "  coinpanel account disable anna"
    })
public final class AccountCommand implements Runnable {

  private static final String PATH = "/api/v1/accounts";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }

  /** Makes an account. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes an account and prints a link where its person sets a password.")
  static final class Add implements Callable<Integer> {

    @Mixin private OutputOptions outputOptions = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    private String name = "";

    @Option(names = "--admin", description = "It may manage accounts.")
    private boolean admin;

    @Option(
        names = "--max-subscriptions",
        paramLabel = "N",
        description = "How many alerts it may have (default: as the server is set).")
    private @Nullable Integer maxSubscriptions;

    @Override
    public Integer call() throws InterruptedException {
      Terminal terminal = outputOptions.terminal();
      Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", name, "admin", admin));
      if (maxSubscriptions != null) {
        fields.put("max_subscriptions", maxSubscriptions);
      }
      try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
        JsonNode account = api.post(PATH, fields);
        terminal.printMessage(
            "Account "
                + Terminal.printable(account.path("name").asString(""))
                + " has id "
                + account.path("id").asString("")
                + ". Its password can be set once, within 24 hours, at:");
        terminal.printResult(account.path("setup_url").asString(""));
      }
      return CommandLine.ExitCode.OK;
    }
  }

  /** Lists the accounts. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all accounts, oldest first.")
  static final class ListAll implements Callable<Integer> {

    @Mixin private OutputOptions outputOptions = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "Print one JSON object per account, one per line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
      Terminal terminal = outputOptions.terminal();
      try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
        List<JsonNode> accounts = api.all(PATH, "accounts");
        if (json) {
          accounts.forEach(account -> terminal.printResult(account.toString()));
        } else {
          table(accounts).print(terminal);
        }
      }
      return CommandLine.ExitCode.OK;
    }

    private static Table table(List<JsonNode> accounts) {
      Table table = new Table("ID", "NAME", "ROLE", "STATUS", "MOST ALERTS", "CREATED");
      for (JsonNode account : accounts) {
        table.add(
            account.path("id").asString(""),
            account.path("name").asString(""),
            account.path("admin").asBoolean(false) ? "admin" : "",
            account.path("disabled").asBoolean(false) ? "disabled" : "enabled",
            account.path("max_subscriptions").asString(""),
            account.path("created_at").asString(""));
      }
      return table;
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
  abstract static sealed class Switch implements Callable<Integer> permits Disable, Enable {

    @Mixin private OutputOptions outputOptions = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "The account's name.")
    private String name = "";

    private final boolean disabled;

    Switch(boolean disabled) {
      this.disabled = disabled;
    }

    @Override
    public Integer call() throws InterruptedException {
      try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
        String id = Accounts.id(api, name);
        api.patch(PATH + "/" + id, Map.of("disabled", disabled));
        outputOptions.terminal().printResult((disabled ? "Disabled " : "Enabled ") + name + ".");
      }
      return CommandLine.ExitCode.OK;
    }
  }
}

package io.coinpanel.cli.account;

import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Table;
import io.coinpanel.cli.terminal.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Manages API keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Manages API keys, of the own account or, with scope admin, of another one.",
    subcommands = {KeyCommand.Create.class, KeyCommand.ListAll.class, KeyCommand.Revoke.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not answer",
      "2:wrong usage, or the server refused it"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel key create laptop > key.txt",
      "  coinpanel key create laptop --account anna",
      "  coinpanel key revoke 8Jx2kQ0a"
    })
public final class KeyCommand implements Runnable {

  private static final String PATH = "/api/v1/keys";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }

  /** Whose key it is. */
  static final class KeyOwner {
    @Option(
        names = "--account",
        paramLabel = "NAME",
        description = "The account (default: the own one).")
    private @Nullable String account;

    String path(WebserverApi api) throws InterruptedException {
      return account == null ? PATH : "/api/v1/accounts/" + Accounts.id(api, account) + "/keys";
    }
  }

  /** Makes a key. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a key and prints it, this once.")
  static final class Create implements Callable<Integer> {

    @Mixin private OutputOptions outputOptions = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private KeyOwner owner = new KeyOwner();

    @Parameters(paramLabel = "NAME", description = "A name, such as where it is used.")
    private String name = "";

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        split = ",",
        defaultValue = "subscriptions:read,subscriptions:write",
        description = {
          "subscriptions:read, subscriptions:write, destinations, admin",
          "(default: ${DEFAULT-VALUE})."
        })
    private List<String> scopes = List.of();

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "When it ends, such as 2030-01-31T12:00:00Z (default: never).")
    private @Nullable String expires;

    @Override
    public Integer call() throws InterruptedException {
      Terminal terminal = outputOptions.terminal();
      Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", name, "scopes", scopes));
      if (expires != null) {
        fields.put("expires_at", expires);
      }
      try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
        JsonNode key = api.post(owner.path(api), fields);
        terminal.printMessage(
            "Key "
                + key.path("id").asString("")
                + " is shown only now. Keep it, for example in COINPANEL_KEY:");
        terminal.printResult(key.path("key").asString(""));
      }
      return CommandLine.ExitCode.OK;
    }
  }

  /** Lists the keys. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the own account's keys, without their secrets.")
  static final class ListAll implements Callable<Integer> {

    @Mixin private OutputOptions outputOptions = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "Print one JSON object per key, one per line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
      Terminal terminal = outputOptions.terminal();
      try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
        List<JsonNode> keys = api.all(PATH, "keys");
        if (json) {
          keys.forEach(key -> terminal.printResult(key.toString()));
        } else if (keys.isEmpty()) {
          terminal.printMessage("No keys. Create one with: coinpanel key create NAME");
        } else {
          table(keys).print(terminal);
        }
      }
      return CommandLine.ExitCode.OK;
    }

    private static Table table(List<JsonNode> keys) {
      Table table = new Table("ID", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED");
      for (JsonNode key : keys) {
        table.add(
            key.path("id").asString(""),
            key.path("name").asString(""),
            key.path("scopes")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(",")),
            key.path("created_at").asString(""),
            key.path("expires_at").asString(""),
            key.path("last_used_at").asString(""));
      }
      return table;
    }
  }

  /** Revokes a key. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revokes a key; its sockets are closed.")
  static final class Revoke implements Callable<Integer> {

    @Mixin private OutputOptions outputOptions = new OutputOptions();
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private KeyOwner owner = new KeyOwner();

    @Parameters(
        paramLabel = "ID",
        description = "The key's id, the eight characters after cp_ of the key.")
    private String id = "";

    @Override
    public Integer call() throws InterruptedException {
      try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        api.delete(owner.path(api) + "/" + encoded);
        outputOptions.terminal().printResult("Revoked " + id + ".");
      }
      return CommandLine.ExitCode.OK;
    }
  }
}

package io.coinpanel.cli.account;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.ListingCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Manages API keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Manages API keys of your account or, with scope admin, of another one.",
    subcommands = {KeyCommand.Create.class, KeyCommand.ListAll.class, KeyCommand.Revoke.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the server did not respond",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  export COINPANEL_KEY=$(coinpanel key create laptop)",
      "  coinpanel key create laptop --account anna",
      "  coinpanel key revoke 8Jx2kQ0a"
    })
public final class KeyCommand {

  private static final String PATH = "/api/v1/keys";

  /** Whose key it is. */
  static final class KeyOwner {
    @Option(
        names = "--account",
        paramLabel = "NAME",
        description = "The account (default: your own).")
    private @Nullable String account;

    String path(WebserverApi api) throws InterruptedException {
      return account == null ? PATH : "/api/v1/accounts/" + Accounts.id(api, account) + "/keys";
    }
  }

  /** Creates a key. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates a key and prints it, once.")
  static final class Create extends ApiCommand {

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
        description = "When it expires, such as 2030-01-31T12:00:00Z (default: never).")
    private @Nullable String expires;

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      Map<String, Object> fields = new LinkedHashMap<>(Map.of("name", name, "scopes", scopes));
      if (expires != null) {
        fields.put("expires_at", expires);
      }
      JsonNode key = api.post(owner.path(api), fields);
      terminal.printMessage(
          "Created key "
              + key.path("id").asString("")
              + ". It is shown only once; store it, for example in COINPANEL_KEY:");
      terminal.printResult(key.path("key").asString(""));
      return CommandLine.ExitCode.OK;
    }
  }

  /** Lists the keys. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists your account's keys, without their secrets.")
  static final class ListAll extends ListingCommand {

    @Override
    protected List<JsonNode> elements(WebserverApi api) throws InterruptedException {
      return api.all(PATH, "keys");
    }

    @Override
    protected String whenEmpty() {
      return "No keys. Create one with: coinpanel key create NAME";
    }

    @Override
    protected List<String> columns() {
      return List.of("ID", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED");
    }

    @Override
    protected List<String> row(JsonNode key) {
      return List.of(
          key.path("id").asString(""),
          key.path("name").asString(""),
          key.path("scopes").valueStream().map(JsonNode::asString).collect(Collectors.joining(",")),
          key.path("created_at").asString(""),
          key.path("expires_at").asString(""),
          key.path("last_used_at").asString(""));
    }
  }

  /** Revokes a key. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revokes a key; its sockets are closed.")
  static final class Revoke extends ApiCommand {

    @Mixin private KeyOwner owner = new KeyOwner();

    @Parameters(
        paramLabel = "ID",
        description = "The key's id: the eight characters after cp_ in the key.")
    private String id = "";

    @Override
    protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
      String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
      api.delete(owner.path(api) + "/" + encoded);
      terminal.printResult("Revoked " + id + ".");
      return CommandLine.ExitCode.OK;
    }
  }
}

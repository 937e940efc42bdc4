package io.coinpanel.cli.destination;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.Terminal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Adds a destination. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description =
        "Adds a destination. Prints a webhook's secret, or the link that confirms a Telegram chat; both"
            + " are shown once.")
final class AddCommand extends ApiCommand {

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "The kind: webhook, telegram, email, ntfy, discord or slack.")
  private String kind = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "URL|ADDRESS",
      description =
          "The URL or e-mail address to send to; for ntfy, the topic's URL. None for telegram.")
  private @Nullable String where;

  @Option(names = "--name", paramLabel = "TEXT", description = "A name for it.")
  private @Nullable String name;

  @Option(names = "--token", paramLabel = "TOKEN", description = "The access token, for ntfy.")
  private @Nullable String token;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "The priority of messages, 1 to 5, for ntfy.")
  private @Nullable Integer priority;

  @Option(names = "--not-default", description = "Use it only for alerts that select it.")
  private boolean isNotDefault;

  @Option(
      names = "--no-feed-events",
      description = "Do not send notices when no trades are received.")
  private boolean isWithoutFeedEvents;

  @Option(
      names = "--heartbeat",
      paramLabel = "HH:MM",
      description = "Send a daily message that alerts are being watched, at this local time.")
  private @Nullable String heartbeat;

  @Override
  protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
    JsonNode added = api.post(DestinationPath.ALL, fields());
    String id = added.path("id").asString("");
    String secret = added.path("secret").asString("");
    String link = added.path("link").asString("");
    if (!link.isEmpty()) {
      terminal.printMessage(
          "Added destination "
              + id
              + ". Open this link and press Start; it works once, for 24 hours:");
      terminal.printResult(link);
      return CommandLine.ExitCode.OK;
    }
    if (secret.isEmpty()) {
      terminal.printResult("Added destination " + id + ".");
    } else {
      terminal.printMessage("Added destination " + id + ". Its signing secret is shown only once:");
      terminal.printResult(secret);
    }
    terminal.printMessage(next(added, id));
    return CommandLine.ExitCode.OK;
  }

  private static String next(JsonNode added, String id) {
    return added.path("status").asString("").equals("unconfirmed")
        ? "Open the link in the mail and press its button. To send it again: coinpanel destination confirmation "
            + id
        : "Try it with: coinpanel destination test " + id;
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", kind);
    if (where != null) {
      fields.put(kind.equals("email") ? "address" : "url", where);
    }
    if (name != null) {
      fields.put("name", name);
    }
    if (token != null) {
      fields.put("token", token);
    }
    if (priority != null) {
      fields.put("priority", priority);
    }
    if (isNotDefault) {
      fields.put("default", false);
    }
    if (isWithoutFeedEvents) {
      fields.put("feed_events", false);
    }
    if (heartbeat != null) {
      fields.put(
          "heartbeat", Map.of("time_zone", ZoneId.systemDefault().getId(), "daily", heartbeat));
    }
    return fields;
  }
}

package io.coinpanel.cli.destination;

import io.coinpanel.cli.client.ListingCommand;
import io.coinpanel.cli.client.WebserverApi;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists the destinations. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists your account's destinations and their status.")
final class ListAllCommand extends ListingCommand {

  @Override
  protected List<JsonNode> elements(WebserverApi api) throws InterruptedException {
    return api.all(DestinationPath.ALL, "destinations");
  }

  @Override
  protected String whenEmpty() {
    return "No destinations. Add one with: coinpanel destination add KIND URL|ADDRESS";
  }

  @Override
  protected List<String> columns() {
    return List.of(
        "ID",
        "KIND",
        "NAME",
        "URL OR ADDRESS",
        "DEFAULT",
        "STATUS",
        "SINCE",
        "NEXT ATTEMPT",
        "REASON");
  }

  @Override
  protected List<String> row(JsonNode destination) {
    return List.of(
        destination.path("id").asString(""),
        destination.path("kind").asString(""),
        destination.path("name").asString(""),
        where(destination),
        destination.path("default").asBoolean(false) ? "yes" : "no",
        destination.path("status").asString(""),
        destination.path("status_since").asString(""),
        destination.path("next_attempt_at").asString(""),
        destination.path("status_reason").asString(""));
  }

  private static String where(JsonNode destination) {
    String url = destination.path("url").asString("");
    return url.isEmpty() ? destination.path("address").asString("") : url;
  }
}

package io.coinpanel.cli.destination;

import io.coinpanel.cli.client.ListingCommand;
import io.coinpanel.cli.client.WebserverApi;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists attempts to deliver to a destination. */
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description = "Lists the latest delivery attempts of a destination, newest first.")
final class DeliveriesCommand extends ListingCommand {

  /** Above the number of every attempt. */
  private static final String ABOVE_ALL = "999999999999999999";

  @Mixin private DestinationPath destination = new DestinationPath();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Maximum number, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  protected List<JsonNode> elements(WebserverApi api) throws InterruptedException {
    String page = "/deliveries?before=" + ABOVE_ALL + "&limit=" + limit;
    return api.get(destination.path() + page).path("deliveries").valueStream().toList();
  }

  @Override
  protected String whenEmpty() {
    return "Nothing has been sent there yet.";
  }

  @Override
  protected List<String> columns() {
    return List.of("NOTIFICATION", "ATTEMPT", "AT", "OUTCOME", "STATUS", "MS", "ERROR");
  }

  @Override
  protected List<String> row(JsonNode attempt) {
    return List.of(
        attempt.path("notification_id").asString(""),
        attempt.path("attempt").asString(""),
        attempt.path("at").asString(""),
        attempt.path("outcome").asString(""),
        attempt.path("status").asString(""),
        attempt.path("duration_ms").asString(""),
        attempt.path("error").asString(""));
  }
}

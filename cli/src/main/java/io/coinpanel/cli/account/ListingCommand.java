package io.coinpanel.cli.account;

import io.coinpanel.cli.client.ApiCommand;
import io.coinpanel.cli.client.WebserverApi;
import io.coinpanel.cli.terminal.Table;
import io.coinpanel.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints all elements of a list of the server. */
abstract class ListingCommand extends ApiCommand {

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Override
  protected int run(WebserverApi api, Terminal terminal) throws InterruptedException {
    List<JsonNode> elements = elements(api);
    if (json) {
      elements.forEach(element -> terminal.printResult(element.toString()));
    } else if (elements.isEmpty()) {
      terminal.printMessage(whenEmpty());
    } else {
      Table table = new Table(columns());
      elements.forEach(element -> table.add(row(element)));
      table.print(terminal);
    }
    return CommandLine.ExitCode.OK;
  }

  abstract List<JsonNode> elements(WebserverApi api) throws InterruptedException;

  abstract String whenEmpty();

  abstract List<String> columns();

  abstract List<String> row(JsonNode element);
}

package io.coinpanel.cli.client;

import io.coinpanel.cli.terminal.Table;
import io.coinpanel.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints all elements of a list of the server. */
public abstract class ListingCommand extends ApiCommand {

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

  protected abstract List<JsonNode> elements(WebserverApi api) throws InterruptedException;

  protected abstract String whenEmpty();

  protected abstract List<String> columns();

  protected abstract List<String> row(JsonNode element);
}

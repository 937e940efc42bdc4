package io.coinpanel.simulator.control;

import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.exchange.FaultInjector;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses and executes commands such as {@code POST /control/trade}. */
public final class ControlApi {

  private final JsonMapper json = new JsonMapper();
  private final Map<String, ControlCommand> commands = new HashMap<>();

  /**
   * @param loop the exchange's own thread, for what is to end by itself
   */
  public ControlApi(Exchange exchange, FaultInjector faultInjector, ScheduledExecutorService loop) {
    commands.put("GET /control/state", _ -> ExchangeState.of(exchange));
    commands.putAll(TradeCommands.commands(exchange));
    commands.putAll(ConnectionCommands.commands(faultInjector));
    commands.putAll(ClientCommands.commands(faultInjector));
    commands.putAll(RejectionCommands.commands(faultInjector, loop));
  }

  /** Answers one request; the body is a JSON object or nothing. */
  public ControlResponse answer(String method, String path, byte[] body) {
    ControlCommand command = commands.get(method + " " + path);
    if (command == null) {
      return ControlResponse.refused(404, "no command: " + method + " " + path);
    }
    try {
      JsonNode arguments = body.length == 0 ? json.createObjectNode() : json.readTree(body);
      return ControlResponse.ok(command.run(new CommandArguments(arguments)));
    } catch (JacksonException e) {
      return ControlResponse.refused(400, "not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | ArithmeticException | UncheckedIOException e) {
      return ControlResponse.refused(400, String.valueOf(e.getMessage()));
    }
  }
}

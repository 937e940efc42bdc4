package io.coinpanel.simulator.control;

import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.exchange.Misbehaviour;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads commands such as {@code POST /control/trade} and carries them out. */
public final class ControlApi {

  private final JsonMapper json = new JsonMapper();
  private final Map<String, ControlCommand> commands = new HashMap<>();

  /**
   * @param loop the exchange's own thread, for what is to end by itself
   */
  public ControlApi(Exchange exchange, Misbehaviour misbehaviour, ScheduledExecutorService loop) {
    commands.put("GET /control/state", _ -> State.of(exchange));
    commands.putAll(TradeCommands.commands(exchange));
    commands.putAll(ConnectionCommands.commands(misbehaviour));
    commands.putAll(ClientCommands.commands(misbehaviour));
    commands.putAll(RefusalCommands.commands(misbehaviour, loop));
  }

  /** Answers one request; the body is a JSON object or nothing. */
  public ControlAnswer answer(String method, String path, byte[] body) {
    ControlCommand command = commands.get(method + " " + path);
    if (command == null) {
      return ControlAnswer.refused(404, "no command: " + method + " " + path);
    }
    try {
      JsonNode arguments = body.length == 0 ? json.createObjectNode() : json.readTree(body);
      return ControlAnswer.ok(command.run(new Arguments(arguments)));
    } catch (JacksonException e) {
      return ControlAnswer.refused(400, "not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | ArithmeticException | UncheckedIOException e) {
      return ControlAnswer.refused(400, String.valueOf(e.getMessage()));
    }
  }
}

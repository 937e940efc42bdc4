package io.coinpanel.simulator.control;

import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.market.Units;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads commands and carries them out. */
public final class ControlApi {

  private final JsonMapper json = new JsonMapper();
  private final Exchange exchange;

  public ControlApi(Exchange exchange) {
    this.exchange = exchange;
  }

  public ControlAnswer answer(String method, String path, byte[] body) {
    try {
      JsonNode arguments = body.length == 0 ? json.createObjectNode() : json.readTree(body);
      return command(method + " " + path, arguments);
    } catch (JacksonException e) {
      return ControlAnswer.refused(400, "not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return ControlAnswer.refused(400, String.valueOf(e.getMessage()));
    }
  }

  private ControlAnswer command(String command, JsonNode arguments) {
    return switch (command) {
      case "POST /control/trade" -> trade(arguments);
      default -> ControlAnswer.refused(404, "no command: " + command);
    };
  }

  private ControlAnswer trade(JsonNode arguments) {
    String symbol = arguments.path("symbol").asString("").toUpperCase(Locale.ROOT);
    long price = Units.parse(arguments.path("price").asString(""));
    long quantity = Units.parse(arguments.path("quantity").asString("1"));
    JsonNode time = arguments.path("time");
    boolean maker = arguments.path("buyer_is_maker").asBoolean(false);
    Long at = time.isIntegralNumber() ? Long.valueOf(time.longValue()) : null;
    return ControlAnswer.ok(
        Map.of("trade_id", exchange.publish(symbol, price, quantity, at, maker)));
  }
}

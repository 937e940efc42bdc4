package io.coinpanel.simulator.control;

import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.SymbolStatus;
import io.coinpanel.simulator.source.ReplaySpeed;
import java.nio.file.Path;
import java.util.Map;

/** Commands that publish trades. */
final class TradeCommands {

  private TradeCommands() {}

  static Map<String, ControlCommand> commands(Exchange exchange) {
    return Map.of(
        "POST /control/trade", given -> publish(exchange, given),
        "POST /control/list", ControlCommand.action(given -> list(exchange, given)),
        "POST /control/skip-ids",
            ControlCommand.action(
                given -> exchange.skipIds(given.symbol(), given.number("ids", 1))),
        "POST /control/repeat",
            ControlCommand.action(given -> exchange.repeat(given.symbol(), given.count("trades"))),
        "POST /control/status", ControlCommand.action(given -> status(exchange, given)),
        "POST /control/walk", ControlCommand.action(given -> walk(exchange, given)),
        "POST /control/replay", ControlCommand.action(given -> replay(exchange, given)));
  }

  private static Object publish(Exchange exchange, CommandArguments given) {
    long id =
        exchange.publish(
            given.symbol(),
            given.amount("price"),
            given.amount("quantity", DecimalUnits.ONE),
            given.numberOrNull("time"),
            given.flag("buyer_is_maker", false));
    return Map.of("trade_id", id);
  }

  private static void list(Exchange exchange, CommandArguments given) {
    exchange.list(given.symbol(), given.amount("price"), given.number("first_trade_id", 0));
  }

  private static void status(Exchange exchange, CommandArguments given) {
    exchange.status(given.symbol(), SymbolStatus.valueOf(given.text("status")));
  }

  private static void walk(Exchange exchange, CommandArguments given) {
    exchange.walk(given.rate("rate"), given.number("seed", 1), given.symbols());
  }

  private static void replay(Exchange exchange, CommandArguments given) {
    ReplaySpeed speed = new ReplaySpeed(given.rate("speed", 1));
    var _ = exchange.replay(Path.of(given.text("file")), speed, given.flag("shift_times", false));
  }
}

package io.coinpanel.simulator.control;

import static io.coinpanel.simulator.control.ControlCommand.action;

import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.stream.PoisonResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fault injection for commands of stream clients. */
final class ClientCommands {

  private ClientCommands() {}

  static Map<String, ControlCommand> commands(FaultInjector to) {
    return Map.of(
        "POST /control/lose-commands",
            action(given -> to.streams().loseCommands(given.count("commands"))),
        "POST /control/acknowledge-only",
            action(given -> to.streams().acknowledgeOnly(given.count("commands"))),
        "POST /control/poison", action(given -> poison(to, given)),
        "POST /control/delay-commands",
            action(given -> to.commands().delayCommands(given.milliseconds())),
        "POST /control/delay-answers",
            action(given -> to.commands().delayAnswers(given.milliseconds())),
        "POST /control/ignore-long-commands",
            action(given -> to.commands().ignoreLongerThan(given.count("bytes"))));
  }

  private static void poison(FaultInjector to, CommandArguments given) {
    PoisonResponse answer =
        switch (given.text("answer", "with_id")) {
          case "with_id" -> PoisonResponse.WITH_ID;
          case "without_id" -> PoisonResponse.WITHOUT_ID;
          case "none" -> PoisonResponse.NONE;
          default -> throw new IllegalArgumentException("'answer' is with_id, without_id, none");
        };
    List<String> streams =
        given.symbols().stream().map(symbol -> symbol.toLowerCase(Locale.ROOT) + "@trade").toList();
    to.commands().poison(streams, answer);
  }
}

package io.coinpanel.simulator.control;

import static io.coinpanel.simulator.control.ControlCommand.doing;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.stream.PoisonAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Commands that mistreat the commands of stream clients. */
final class ClientCommands {

  private ClientCommands() {}

  static Map<String, ControlCommand> commands(Misbehaviour to) {
    return Map.of(
        "POST /control/lose-commands",
            doing(given -> to.streams().loseCommands(given.count("commands"))),
        "POST /control/acknowledge-only",
            doing(given -> to.streams().acknowledgeOnly(given.count("commands"))),
        "POST /control/poison", doing(given -> poison(to, given)),
        "POST /control/delay-commands",
            doing(given -> to.commands().delayCommands(given.milliseconds())),
        "POST /control/delay-answers",
            doing(given -> to.commands().delayAnswers(given.milliseconds())),
        "POST /control/ignore-long-commands",
            doing(given -> to.commands().ignoreLongerThan(given.count("bytes"))));
  }

  private static void poison(Misbehaviour to, Arguments given) {
    PoisonAnswer answer =
        switch (given.text("answer", "with_id")) {
          case "with_id" -> PoisonAnswer.WITH_ID;
          case "without_id" -> PoisonAnswer.WITHOUT_ID;
          case "none" -> PoisonAnswer.NONE;
          default -> throw new IllegalArgumentException("'answer' is with_id, without_id, none");
        };
    List<String> streams =
        given.symbols().stream().map(symbol -> symbol.toLowerCase(Locale.ROOT) + "@trade").toList();
    to.commands().poison(streams, answer);
  }
}

package io.coinpanel.simulator.control;

import static io.coinpanel.simulator.control.ControlCommand.doing;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.exchange.ShutdownShape;
import io.coinpanel.simulator.stream.FrameShape;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Commands that mistreat open connections: the one that is named, or all. */
final class ConnectionCommands {

  private ConnectionCommands() {}

  static Map<String, ControlCommand> commands(Misbehaviour to) {
    Map<String, ControlCommand> commands = new HashMap<>();
    commands.put("POST /control/reset", doing(given -> to.reset(connection(given))));
    commands.put("POST /control/close", doing(given -> close(to, given)));
    commands.put(
        "POST /control/stall",
        doing(given -> to.stall(connection(given), given.flag("stalled", true))));
    commands.put(
        "POST /control/say", doing(given -> to.say(connection(given), given.text("text"))));
    commands.put(
        "POST /control/bytes", doing(given -> to.sendBytes(connection(given), bytes(given))));
    commands.put(
        "POST /control/huge", doing(given -> to.sendHuge(connection(given), given.count("bytes"))));
    commands.put("POST /control/truncate", doing(given -> to.truncate(connection(given))));
    commands.put("POST /control/shutdown-notice", doing(given -> announce(to, given)));
    commands.put(
        "POST /control/withhold-pings",
        doing(given -> to.withholdPings(given.flag("withheld", true))));
    commands.put(
        "POST /control/skip", doing(given -> to.streams().skipNext(given.count("trades"))));
    commands.put(
        "POST /control/reorder", doing(given -> to.streams().reorderNext(given.count("trades"))));
    commands.put("POST /control/garble", doing(given -> garble(to, given)));
    commands.put(
        "POST /control/ping-burst",
        doing(given -> to.pingBurst(connection(given), given.count("pings"))));
    commands.put(
        "POST /control/delay-trades",
        doing(given -> to.delayTrades(connection(given), given.milliseconds())));
    return commands;
  }

  private static long connection(Arguments given) {
    return given.number("connection", Misbehaviour.ALL);
  }

  private static void close(Misbehaviour to, Arguments given) {
    int code = (int) given.number("code", 1001);
    to.close(connection(given), code, given.text("reason", ""));
  }

  private static void garble(Misbehaviour to, Arguments given) {
    FrameShape shape =
        switch (given.text("shape", "unreadable")) {
          case "unreadable" -> FrameShape.UNREADABLE;
          case "nameless" -> FrameShape.NAMELESS;
          case "extended" -> FrameShape.EXTENDED;
          default ->
              throw new IllegalArgumentException("'shape' is unreadable, nameless, extended");
        };
    to.streams().garbleNext(given.count("trades"), shape);
  }

  private static byte[] bytes(Arguments given) {
    return Base64.getDecoder().decode(given.text("base64"));
  }

  private static void announce(Misbehaviour to, Arguments given) {
    ShutdownShape shape =
        switch (given.text("shape", "as_connected")) {
          case "as_connected" -> ShutdownShape.AS_CONNECTED;
          case "raw" -> ShutdownShape.RAW;
          case "combined" -> ShutdownShape.COMBINED;
          default -> throw new IllegalArgumentException("'shape' is raw, combined, as_connected");
        };
    to.announceShutdown(connection(given), shape);
  }
}

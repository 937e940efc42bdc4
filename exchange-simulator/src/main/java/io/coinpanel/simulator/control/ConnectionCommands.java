package io.coinpanel.simulator.control;

import static io.coinpanel.simulator.control.ControlCommand.action;

import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.exchange.ShutdownFormat;
import io.coinpanel.simulator.stream.FrameFormat;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Fault injection for open connections: one or all. */
final class ConnectionCommands {

  private ConnectionCommands() {}

  static Map<String, ControlCommand> commands(FaultInjector to) {
    Map<String, ControlCommand> commands = new HashMap<>();
    commands.put("POST /control/reset", action(given -> to.reset(connection(given))));
    commands.put("POST /control/close", action(given -> close(to, given)));
    commands.put(
        "POST /control/stall",
        action(given -> to.stall(connection(given), given.flag("stalled", true))));
    commands.put(
        "POST /control/say", action(given -> to.sendText(connection(given), given.text("text"))));
    commands.put(
        "POST /control/bytes", action(given -> to.sendBytes(connection(given), bytes(given))));
    commands.put(
        "POST /control/huge",
        action(given -> to.sendHuge(connection(given), given.count("bytes"))));
    commands.put("POST /control/truncate", action(given -> to.truncate(connection(given))));
    commands.put("POST /control/shutdown-notice", action(given -> announce(to, given)));
    commands.put(
        "POST /control/withhold-pings",
        action(given -> to.withholdPings(given.flag("withheld", true))));
    commands.put(
        "POST /control/skip", action(given -> to.streams().skipNext(given.count("trades"))));
    commands.put(
        "POST /control/reorder", action(given -> to.streams().reorderNext(given.count("trades"))));
    commands.put("POST /control/garble", action(given -> garble(to, given)));
    commands.put(
        "POST /control/ping-burst",
        action(given -> to.pingBurst(connection(given), given.count("pings"))));
    commands.put(
        "POST /control/delay-trades",
        action(given -> to.delayTrades(connection(given), given.milliseconds())));
    return commands;
  }

  private static long connection(CommandArguments given) {
    return given.number("connection", FaultInjector.ALL);
  }

  private static void close(FaultInjector to, CommandArguments given) {
    int code = (int) given.number("code", 1001);
    to.close(connection(given), code, given.text("reason", ""));
  }

  private static void garble(FaultInjector to, CommandArguments given) {
    FrameFormat shape =
        switch (given.text("shape", "unreadable")) {
          case "unreadable" -> FrameFormat.UNREADABLE;
          case "nameless" -> FrameFormat.NAMELESS;
          case "extended" -> FrameFormat.EXTENDED;
          default ->
              throw new IllegalArgumentException("'shape' is unreadable, nameless, extended");
        };
    to.streams().garbleNext(given.count("trades"), shape);
  }

  private static byte[] bytes(CommandArguments given) {
    return Base64.getDecoder().decode(given.text("base64"));
  }

  private static void announce(FaultInjector to, CommandArguments given) {
    ShutdownFormat shape =
        switch (given.text("shape", "as_connected")) {
          case "as_connected" -> ShutdownFormat.AS_CONNECTED;
          case "raw" -> ShutdownFormat.RAW;
          case "combined" -> ShutdownFormat.COMBINED;
          default -> throw new IllegalArgumentException("'shape' is raw, combined, as_connected");
        };
    to.announceShutdown(connection(given), shape);
  }
}

package io.coinpanel.simulator.control;

import static io.coinpanel.simulator.control.ControlCommand.action;

import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.rest.RowCorruption;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Fault injection for new connections and REST. */
final class RejectionCommands {

  private RejectionCommands() {}

  static Map<String, ControlCommand> commands(FaultInjector to, ScheduledExecutorService loop) {
    return Map.of(
        "POST /control/refuse", action(given -> refuse(to, loop, given.number("milliseconds"))),
        "POST /control/refuse-streams", action(given -> refuseStreams(to, given)),
        "POST /control/ignore-upgrades",
            action(given -> to.ignoreUpgrades(given.flag("ignored", true))),
        "POST /control/shutdown-on-connect",
            action(given -> to.shutDownOnConnect(given.flag("announced", true))),
        "POST /control/rest", action(given -> rest(to, given)),
        "POST /control/rest-ban", action(given -> to.banRest(given.milliseconds())),
        "POST /control/lag-history", action(given -> to.delayHistory(given.milliseconds())));
  }

  /** Time-limited, since nobody could connect to end it. */
  private static void refuse(FaultInjector to, ScheduledExecutorService loop, long milliseconds) {
    to.refuseConnections();
    var _ = loop.schedule(to::acceptConnections, milliseconds, TimeUnit.MILLISECONDS);
  }

  private static void refuseStreams(FaultInjector to, CommandArguments given) {
    to.refuseStreams(given.count("status"), given.textOrNull("retry_after"));
  }

  private static void rest(FaultInjector to, CommandArguments given) {
    String fault = given.text("fault");
    if (fault.equals("none")) {
      to.restoreRest();
    } else {
      long requests = given.number("requests", Long.MAX_VALUE);
      to.failRest(fault(fault, given), given.text("path", ""), requests);
    }
  }

  private static RestFault fault(String name, CommandArguments given) {
    return switch (name) {
      case "status" ->
          new RestFault.Status(given.count("status"), given.scalarOrNull("retry_after"));
      case "silence" -> new RestFault.NoResponse();
      case "reset" -> new RestFault.Reset();
      case "delay" -> new RestFault.Delay(given.milliseconds());
      case "body" -> new RestFault.Body(given.text("text"));
      case "gzip" -> new RestFault.Gzip();
      case "null_field" -> changed(RowCorruption.NULL, given);
      case "missing_field" -> changed(RowCorruption.MISSING, given);
      case "mistyped_field" -> changed(RowCorruption.MISTYPED, given);
      case "duplicate_row" -> new RestFault.CorruptRow(RowCorruption.DUPLICATE, "");
      default ->
          throw new IllegalArgumentException(
              "'fault' is status, silence, reset, delay, body, gzip, null_field, missing_field,"
                  + " mistyped_field, duplicate_row or none");
    };
  }

  private static RestFault changed(RowCorruption change, CommandArguments given) {
    return new RestFault.CorruptRow(change, given.text("field"));
  }
}

package io.coinpanel.simulator.control;

import static io.coinpanel.simulator.control.ControlCommand.doing;

import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.rest.RowChange;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Commands that keep clients out, or REST from answering. */
final class RefusalCommands {

  private RefusalCommands() {}

  static Map<String, ControlCommand> commands(Misbehaviour to, ScheduledExecutorService loop) {
    return Map.of(
        "POST /control/refuse", doing(given -> refuse(to, loop, given.number("milliseconds"))),
        "POST /control/refuse-streams", doing(given -> refuseStreams(to, given)),
        "POST /control/ignore-upgrades",
            doing(given -> to.ignoreUpgrades(given.flag("ignored", true))),
        "POST /control/shutdown-on-connect",
            doing(given -> to.shutDownOnConnect(given.flag("announced", true))),
        "POST /control/rest", doing(given -> rest(to, given)),
        "POST /control/rest-ban", doing(given -> to.banRest(given.milliseconds())),
        "POST /control/lag-history", doing(given -> to.lagHistory(given.milliseconds())));
  }

  /** For a time only: nobody could connect to end it. */
  private static void refuse(Misbehaviour to, ScheduledExecutorService loop, long milliseconds) {
    to.refuseConnections();
    var _ = loop.schedule(to::acceptConnections, milliseconds, TimeUnit.MILLISECONDS);
  }

  private static void refuseStreams(Misbehaviour to, Arguments given) {
    to.refuseStreams(given.count("status"), given.textOrNull("retry_after"));
  }

  private static void rest(Misbehaviour to, Arguments given) {
    String fault = given.text("fault");
    if (fault.equals("none")) {
      to.healRest();
    } else {
      long requests = given.number("requests", Long.MAX_VALUE);
      to.spoilRest(fault(fault, given), given.text("path", ""), requests);
    }
  }

  private static RestFault fault(String name, Arguments given) {
    return switch (name) {
      case "status" ->
          new RestFault.Status(given.count("status"), given.scalarOrNull("retry_after"));
      case "silence" -> new RestFault.Silence();
      case "reset" -> new RestFault.Reset();
      case "delay" -> new RestFault.Delay(given.milliseconds());
      case "body" -> new RestFault.Body(given.text("text"));
      case "gzip" -> new RestFault.Gzip();
      case "null_field" -> changed(RowChange.NULL, given);
      case "missing_field" -> changed(RowChange.MISSING, given);
      case "mistyped_field" -> changed(RowChange.MISTYPED, given);
      case "duplicate_row" -> new RestFault.ChangedRow(RowChange.DUPLICATE, "");
      default ->
          throw new IllegalArgumentException(
              "'fault' is status, silence, reset, delay, body, gzip, null_field, missing_field,"
                  + " mistyped_field, duplicate_row or none");
    };
  }

  private static RestFault changed(RowChange change, Arguments given) {
    return new RestFault.ChangedRow(change, given.text("field"));
  }
}

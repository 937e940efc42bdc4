package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.NotificationLine;
import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Prints crossings to standard output, everything else to standard error, and a status line on
 * terminals.
 */
final class AlertPrinter {

  private final Terminal terminal;
  private final boolean json;
  private final StatusLine status;

  AlertPrinter(Terminal terminal, boolean json, @Nullable WatchTerms watchTerms) {
    this.terminal = terminal;
    this.json = json;
    this.status = new StatusLine(watchTerms);
  }

  /** Whether prices are displayed. */
  boolean showsPrices() {
    return terminal.isLive() && !json;
  }

  void printCrossing(Received.Message notification) {
    status.notified();
    terminal.printResult(json ? notification.text() : line(notification));
    refresh();
  }

  private String line(Received.Message notification) {
    return new NotificationLine(
            notification.field("trade_time"),
            notification.field("name"),
            notification.field("direction").equals(Direction.DOWN.wireName()),
            notification.field("message"))
        .styled(terminal.outStyle());
  }

  void price(String price) {
    status.price(price);
    refresh();
  }

  void connected() {
    status.connected();
    refresh();
  }

  void lost(String why) {
    status.lost(why);
    refresh();
  }

  void info(String line) {
    terminal.printMessage(terminal.errStyle().dim(Terminal.printable(line)));
  }

  /** Prints a permanent problem. */
  void warn(String line) {
    terminal.printMessage(terminal.errStyle().error(Terminal.printable(line)));
  }

  private void refresh() {
    if (showsPrices()) {
      terminal.show(status.text(terminal.errStyle()));
    }
  }

  /** Removes the status line. */
  void end() {
    terminal.clear();
  }
}

package io.coinpanel.cli.watch;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.cli.terminal.TextStyle;
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
    TextStyle textStyle = terminal.outStyle();
    String message = notification.field("message");
    String name = Terminal.printable(notification.field("name"));
    return textStyle.dim(notification.field("trade_time"))
        + "  "
        + (name.isEmpty() ? "" : textStyle.bold(name) + "  ")
        + (notification.field("direction").equals("down")
            ? textStyle.error(message)
            : textStyle.success(message));
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

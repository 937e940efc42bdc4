package io.coinpanel.standalone.watch;

import io.coinpanel.standalone.client.Heard;
import io.coinpanel.standalone.terminal.Paint;
import io.coinpanel.standalone.terminal.Terminal;

/**
 * Says it to the person or program in front: crossings on one stream, everything else on another,
 * and on a terminal how things are right now.
 */
final class Teller {

  private final Terminal terminal;
  private final boolean json;
  private final StatusLine status;

  Teller(Terminal terminal, boolean json, Wish wish) {
    this.terminal = terminal;
    this.json = json;
    this.status = new StatusLine(wish);
  }

  /** Whether somebody looks at prices. */
  boolean showsPrices() {
    return terminal.isLive() && !json;
  }

  void crossing(Heard.Message notification) {
    status.told();
    terminal.say(json ? notification.text() : line(notification));
    refresh();
  }

  private String line(Heard.Message notification) {
    Paint paint = terminal.paint();
    String message = notification.field("message");
    return paint.faint(notification.field("trade_time"))
        + "  "
        + (message.contains(" fell below ") ? paint.bad(message) : paint.good(message));
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

  void remark(String line) {
    terminal.complain(terminal.errPaint().faint(line));
  }

  /** Something that does not pass by itself. */
  void complain(String line) {
    terminal.complain(terminal.errPaint().bad(line));
  }

  private void refresh() {
    if (showsPrices()) {
      terminal.show(status.text(terminal.errPaint()));
    }
  }

  /** Nothing changes any more. */
  void end() {
    terminal.clear();
  }
}

package io.coinpanel.cli.alert;

import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.cli.terminal.TextStyle;

/**
 * A notification as people read it.
 *
 * @param name of the alert, empty if it has none
 * @param isDown whether the price went down
 */
public record NotificationLine(String time, String name, boolean isDown, String message) {

  public String styled(TextStyle style) {
    String alert = Terminal.printable(name);
    return style.dim(time)
        + "  "
        + (alert.isEmpty() ? "" : style.bold(alert) + "  ")
        + (isDown ? style.error(message) : style.success(message));
  }
}

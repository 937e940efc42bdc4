package io.coinpanel.standalone.watch;

import io.coinpanel.standalone.client.Heard;
import java.io.PrintWriter;

/**
 * Says it to the person or program in front: crossings on one stream, everything else on another.
 */
record Teller(PrintWriter out, PrintWriter err, boolean json) {

  void crossing(Heard.Message notification) {
    out.println(json ? notification.text() : line(notification));
    out.flush();
  }

  private static String line(Heard.Message notification) {
    return notification.field("trade_time") + "  " + notification.field("message");
  }

  void remark(String line) {
    err.println(line);
    err.flush();
  }
}

package io.coinpanel.standalone.panel;

import java.io.IOException;
import java.net.ServerSocket;

/** Whether ports can be had, asked before anything is started. */
public final class Ports {

  private Ports() {}

  /** Whether all are free; the first that is not is complained of. */
  public static boolean areFree(Terminal terminal, int port, int ingestionPort) {
    return isFree(terminal, port, "--port") && isFree(terminal, ingestionPort, "--ingestion-port");
  }

  private static boolean isFree(Terminal terminal, int port, String option) {
    if (isFree(port)) {
      return true;
    }
    terminal.complain(
        "Port " + port + " is taken by another program; choose another one with " + option + ".");
    return false;
  }

  // 0 means any, which is always free.
  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}

package io.coinpanel.standalone.runtime;

import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.net.ServerSocket;
import picocli.CommandLine.Option;

/** Ports a command listens on, with availability checks. */
public final class Ports {

  private static final int HIGHEST = 65_535;

  @Option(
      names = "--port",
      defaultValue = "${env:WEBSERVER_PORT:-8000}",
      description = "Port for clients (${DEFAULT-VALUE}).")
  private int webserver;

  @Option(
      names = "--ingestion-port",
      defaultValue = "${env:INGESTION_PORT:-8001}",
      description = "Port of ingestion's health and metrics (${DEFAULT-VALUE}).")
  private int ingestion;

  /** A currently free port. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public int webserver() {
    return webserver;
  }

  public int ingestion() {
    return ingestion;
  }

  /** Whether both are free, checked before startup; reports the one that is not. */
  public boolean areFree(Terminal terminal) {
    return isFree(terminal, webserver, "--port") && isFree(terminal, ingestion, "--ingestion-port");
  }

  private static boolean isFree(Terminal terminal, int port, String option) {
    if (port < 0 || port > HIGHEST) {
      terminal.printMessage(
          "Invalid port " + port + "; choose one from 1 to " + HIGHEST + " with " + option + ".");
      return false;
    }
    if (isFree(port)) {
      return true;
    }
    terminal.printMessage("Port " + port + " is in use; choose another one with " + option + ".");
    return false;
  }

  // 0 means any free port.
  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}

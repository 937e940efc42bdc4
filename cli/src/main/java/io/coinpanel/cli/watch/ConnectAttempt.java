package io.coinpanel.cli.watch;

/**
 * An attempt to connect.
 *
 * @param isReconnect whether it reconnects after a short takeover, which is not reported
 * @param onAccepted called when the server has accepted the client
 */
record ConnectAttempt(boolean isReconnect, Runnable onAccepted) {

  void connected() {
    onAccepted.run();
  }
}

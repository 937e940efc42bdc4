package io.coinpanel.cli.watch;

/**
 * An attempt to connect.
 *
 * @param isReconnect whether it reconnects after a short takeover, which is not reported
 * @param backoff reset on success
 */
record ConnectAttempt(boolean isReconnect, Backoff backoff) {

  void connected() {
    backoff.reset();
  }
}

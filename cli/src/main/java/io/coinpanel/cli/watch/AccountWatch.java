package io.coinpanel.cli.watch;

import io.coinpanel.cli.client.Credential;
import org.jspecify.annotations.Nullable;

/** Watches one alert of an account, or all of them, across reconnects. The alerts stay after it. */
final class AccountWatch {

  private final Reconnector reconnector;
  private final Credential credential;
  private final @Nullable WatchTerms terms;
  private final AccountState state;
  private final AlertPrinter printer;

  /**
   * @param terms null for all alerts
   */
  AccountWatch(
      Reconnector reconnector,
      Credential credential,
      @Nullable WatchTerms terms,
      AccountState state,
      AlertPrinter printer) {
    this.reconnector = reconnector;
    this.credential = credential;
    this.terms = terms;
    this.state = state;
    this.printer = printer;
  }

  /** Runs until the watch has ended: {@link Outcome.Disconnected} is never the end. */
  Outcome run() throws InterruptedException {
    Outcome outcome = connect();
    while (outcome instanceof Outcome.Disconnected(String why)) {
      reconnector.pause(why);
      outcome = connect();
    }
    return outcome;
  }

  private Outcome connect() throws InterruptedException {
    return reconnector.connect(
        client ->
            new AccountSocket(client, credential, terms, state, printer, reconnector::accepted)
                .run());
  }
}

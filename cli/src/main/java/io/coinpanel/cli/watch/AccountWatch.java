package io.coinpanel.cli.watch;

import io.coinpanel.cli.client.Credential;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.client.WebserverUnreachableException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Watches one alert of an account, or all of them, across reconnects. The alerts stay after it. */
final class AccountWatch {

  private final URI uri;
  private final Credential credential;
  private final @Nullable WatchTerms terms;
  private final AccountState state;
  private final AlertPrinter printer;
  private final Backoff backoff;

  // An address that worked before is retried.
  private boolean everConnected;

  /**
   * @param terms null for all alerts
   */
  AccountWatch(
      URI uri,
      Credential credential,
      @Nullable WatchTerms terms,
      AccountState state,
      AlertPrinter printer,
      Backoff backoff) {
    this.uri = uri;
    this.credential = credential;
    this.terms = terms;
    this.state = state;
    this.printer = printer;
    this.backoff = backoff;
  }

  /** Runs until the watch has ended: {@link Outcome.Disconnected} is never the end. */
  Outcome run() throws InterruptedException {
    Outcome outcome = connect();
    while (outcome instanceof Outcome.Disconnected(String why)) {
      // Printed once: later attempts fail for the same reason.
      if (backoff.failures() == 0) {
        printer.info(why + "; trying again until it answers.");
      }
      printer.lost("not connected, trying again");
      Thread.sleep(backoff.next());
      outcome = connect();
    }
    return outcome;
  }

  private Outcome connect() throws InterruptedException {
    try (WebserverClient client = WebserverClient.open(uri)) {
      everConnected = true;
      Outcome outcome =
          new AccountSocket(client, credential, terms, state, printer, backoff::reset).run();
      return outcome instanceof Outcome.Disconnected(String why)
          ? new Outcome.Disconnected("Connection to " + uri + " lost (" + why + ")")
          : outcome;
    } catch (WebserverUnreachableException e) {
      String why = "No CoinPanel server responds at " + uri + ": " + e.getMessage();
      return e.isPermanent() && !everConnected
          ? new Outcome.WrongAddress(why + ".")
          : new Outcome.Disconnected(why);
    }
  }
}

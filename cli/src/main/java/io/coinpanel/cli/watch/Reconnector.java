package io.coinpanel.cli.watch;

import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.client.WebserverUnreachableException;
import java.net.URI;

/** Opens the sockets of a watch, one after the other, with pauses between them. */
final class Reconnector {

  /** What is done with a socket. */
  interface Use {
    Outcome run(WebserverClient client) throws InterruptedException;
  }

  private final URI uri;
  private final AlertPrinter printer;
  private final Backoff backoff;

  // An address that worked before is retried.
  private boolean everConnected;

  Reconnector(URI uri, AlertPrinter printer, Backoff backoff) {
    this.uri = uri;
    this.printer = printer;
    this.backoff = backoff;
  }

  /** Connects once. */
  Outcome connect(Use use) throws InterruptedException {
    try (WebserverClient client = WebserverClient.open(uri)) {
      everConnected = true;
      Outcome outcome = use.run(client);
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

  /** The server has accepted the client. */
  void accepted() {
    backoff.reset();
  }

  /** Before the next attempt. */
  void pause(String why) throws InterruptedException {
    // Printed once: later attempts fail for the same reason.
    if (backoff.failures() == 0) {
      printer.info(why + "; retrying until it responds.");
    }
    printer.lost("disconnected, retrying");
    Thread.sleep(backoff.next());
  }
}

package io.coinpanel.cli.watch;

import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.client.WebserverUnreachableException;
import io.coinpanel.cli.session.Session;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches one threshold, across reconnects. */
final class Watch {

  private final URI uri;
  private final WatchTerms watchTerms;
  private final Session session;
  private final AlertPrinter alertPrinter;
  private final Backoff backoff;
  private final WatchState watchState;
  private final TakeoverCount takeoverCount;
  private volatile @Nullable WebserverClient current;
  // An address that worked before is retried.
  private boolean everConnected;

  Watch(
      URI uri,
      WatchTerms watchTerms,
      Session session,
      AlertPrinter alertPrinter,
      Backoff backoff,
      InstantSource clock)
      throws IOException {
    this.uri = uri;
    this.watchTerms = watchTerms;
    this.session = session;
    this.alertPrinter = alertPrinter;
    this.backoff = backoff;
    this.watchState = WatchState.of(session, uri, alertPrinter::warn);
    this.takeoverCount = new TakeoverCount(clock);
  }

  /** Runs until the watch has ended: {@link Outcome.Disconnected} is never the end. */
  Outcome run() throws InterruptedException, IOException {
    boolean isReturn = false;
    while (true) {
      session.awaitBorrowers();
      Outcome outcome = connect(new ConnectAttempt(isReturn, backoff));
      switch (outcome) {
        case Outcome.Disconnected(String why) -> pause(why);
        case Outcome.ResumedElsewhere() when !takeoverCount.isTooMany() -> {}
        case Outcome.ResumedElsewhere(),
            Outcome.NotResumed(var _),
            Outcome.InUse(),
            Outcome.WrongAddress(var _) -> {
          return outcome;
        }
        case Outcome.Done(),
            Outcome.Finished(var _),
            Outcome.Unsubscribed(),
            Outcome.Rejected(var _) -> {
          watchState.end();
          return outcome;
        }
      }
      isReturn = outcome instanceof Outcome.ResumedElsewhere;
    }
  }

  private void pause(String why) throws InterruptedException {
    // Printed once: later attempts fail for the same reason.
    if (backoff.failures() == 0) {
      alertPrinter.info(why + "; trying again until it answers.");
    }
    alertPrinter.lost("not connected, trying again");
    Thread.sleep(backoff.next());
  }

  private Outcome connect(ConnectAttempt connectAttempt) throws InterruptedException {
    try (WebserverClient webserverClient = WebserverClient.open(uri)) {
      current = webserverClient;
      everConnected = true;
      takeoverCount.connected();
      Outcome outcome =
          new WatchSocket(webserverClient, watchTerms, watchState, alertPrinter, connectAttempt)
              .run();
      return outcome instanceof Outcome.Disconnected(String why)
          ? new Outcome.Disconnected("Connection to " + uri + " lost (" + why + ")")
          : outcome;
    } catch (WebserverUnreachableException e) {
      String why = "No CoinPanel server responds at " + uri + ": " + e.getMessage();
      return e.isPermanent() && !everConnected
          ? new Outcome.WrongAddress(why + ".")
          : new Outcome.Disconnected(why);
    } finally {
      current = null;
    }
  }

  /**
   * Stops the watch; called from the shutdown hook.
   *
   * @param keep whether the server keeps the subscription for a later watch
   */
  void stop(boolean keep) {
    WebserverClient webserverClient = current;
    String id = watchState.subscription();
    if (webserverClient != null && id != null && !keep) {
      webserverClient.send(Map.of("type", "unsubscribe", "subscription_id", id));
      watchState.end();
      webserverClient.close();
    }
    alertPrinter.end();
  }
}

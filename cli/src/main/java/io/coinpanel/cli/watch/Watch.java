package io.coinpanel.cli.watch;

import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.session.Session;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches one threshold, across reconnects. */
final class Watch {

  private final Reconnector reconnector;
  private final WatchTerms watchTerms;
  private final Session session;
  private final AlertPrinter alertPrinter;
  private final WatchState watchState;
  private final TakeoverCount takeoverCount;
  private volatile @Nullable WebserverClient current;

  Watch(
      URI uri,
      WatchTerms watchTerms,
      Session session,
      AlertPrinter alertPrinter,
      Reconnector reconnector,
      InstantSource clock)
      throws IOException {
    this.reconnector = reconnector;
    this.watchTerms = watchTerms;
    this.session = session;
    this.alertPrinter = alertPrinter;
    this.watchState = WatchState.of(session, uri, alertPrinter::warn);
    this.takeoverCount = new TakeoverCount(clock);
  }

  /** Runs until the watch has ended: {@link Outcome.Disconnected} is never the end. */
  Outcome run() throws InterruptedException, IOException {
    boolean isReturn = false;
    while (true) {
      session.awaitBorrowers();
      boolean returning = isReturn;
      Outcome outcome = reconnector.connect(client -> use(client, returning));
      switch (outcome) {
        case Outcome.Disconnected(String why) -> reconnector.pause(why);
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
            Outcome.NotAccepted(var _),
            Outcome.Rejected(var _) -> {
          watchState.end();
          return outcome;
        }
      }
      isReturn = outcome instanceof Outcome.ResumedElsewhere;
    }
  }

  private Outcome use(WebserverClient client, boolean isReturn) throws InterruptedException {
    current = client;
    takeoverCount.connected();
    try {
      return new WatchSocket(
              client,
              watchTerms,
              watchState,
              alertPrinter,
              new ConnectAttempt(isReturn, reconnector::accepted))
          .run();
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

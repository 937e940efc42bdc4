package io.coinpanel.standalone.start;

import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Reports when the exchange becomes unreachable and reachable again. Ingestion keeps retrying by
 * itself.
 */
final class ExchangeMonitor {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration INTERVAL_REACHABLE = Duration.ofMinutes(1);
  private static final Duration INTERVAL_UNREACHABLE = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final URI exchange;
  private final Terminal terminal;
  private boolean reachable = true;

  ExchangeMonitor(URI exchange, Terminal terminal) {
    this.exchange = exchange;
    this.terminal = terminal;
  }

  /** Runs until the process ends. */
  void run() throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      while (true) {
        report(probe(http));
        Thread.sleep(reachable ? INTERVAL_REACHABLE : INTERVAL_UNREACHABLE);
      }
    }
  }

  private void report(Optional<String> trouble) {
    if (reachable && trouble.isPresent()) {
      terminal.printMessage(
          "The exchange cannot be reached at "
              + exchange
              + " ("
              + trouble.get()
              + "); alerts are delayed"
              + " until it can, and CoinPanel keeps retrying.");
    } else if (!reachable && trouble.isEmpty()) {
      terminal.printResult("The exchange at " + exchange + " is reachable again.");
    }
    reachable = trouble.isEmpty();
  }

  private Optional<String> probe(HttpClient http) throws InterruptedException {
    URI price = exchange.resolve("/api/v3/ticker/price?symbol=BTCUSDT");
    HttpRequest request = HttpRequest.newBuilder(price).timeout(TIMEOUT).build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status == OK ? Optional.empty() : Optional.of("it responds with HTTP " + status);
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? "no connection" : e.getMessage());
    }
  }
}

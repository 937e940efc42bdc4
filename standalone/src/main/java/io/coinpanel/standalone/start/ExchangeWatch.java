package io.coinpanel.standalone.start;

import io.coinpanel.standalone.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Says when the exchange cannot be reached, and when it can be again. Ingestion itself keeps
 * trying.
 */
final class ExchangeWatch {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration WHILE_WELL = Duration.ofMinutes(1);
  private static final Duration WHILE_ILL = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final URI exchange;
  private final Terminal terminal;
  private boolean well = true;

  ExchangeWatch(URI exchange, Terminal terminal) {
    this.exchange = exchange;
    this.terminal = terminal;
  }

  /** Goes on until the process ends. */
  void run() throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      while (true) {
        judge(trouble(http));
        Thread.sleep(well ? WHILE_WELL : WHILE_ILL);
      }
    }
  }

  private void judge(Optional<String> trouble) {
    if (well && trouble.isPresent()) {
      terminal.complain(
          "The exchange cannot be reached at "
              + exchange
              + " ("
              + trouble.get()
              + "); alerts wait"
              + " until it can, and CoinPanel keeps trying.");
    } else if (!well && trouble.isEmpty()) {
      terminal.say("The exchange at " + exchange + " answers again.");
    }
    well = trouble.isEmpty();
  }

  private Optional<String> trouble(HttpClient http) throws InterruptedException {
    URI price = exchange.resolve("/api/v3/ticker/price?symbol=BTCUSDT");
    HttpRequest request = HttpRequest.newBuilder(price).timeout(TIMEOUT).build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return status == OK ? Optional.empty() : Optional.of("it answers HTTP " + status);
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? "no connection" : e.getMessage());
    }
  }
}

package io.coinpanel.standalone;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** AOT training run of the client commands; the launcher runs it after a build. */
@Command(name = "rehearse", hidden = true)
final class ClientTrainingRun implements Runnable {

  private static final List<String> COMMANDS =
      List.of(
          "watch",
          "list",
          "update",
          "unsubscribe",
          "stats",
          "export",
          "import",
          "account",
          "key",
          "completion");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Override
  public void run() {
    CommandLine commandLine = CoinPanel.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(new StringWriter()));
    for (String command : COMMANDS) {
      commandLine.execute("help", command);
    }
    commandLine.execute("completion", "bash");
    commandLine.execute("watch", "btcusdt", "0");
    try {
      exchangeMessages();
    } catch (IOException notHere) {
      // What was recorded so far is sufficient.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The simulated exchange also serves JSON over a WebSocket.
  private static void exchangeMessages() throws IOException, InterruptedException {
    try (Simulator server = Simulator.start(SimulatorSettings.documented());
        WebserverClient webserverClient =
            WebserverClient.open(server.webSocketUri().resolve("/ws/btcusdt@trade"))) {
      webserverClient.send(Map.of("method", "LIST_SUBSCRIPTIONS", "id", 1));
      if (webserverClient.receive(TIMEOUT) instanceof Received.Message message) {
        message.field("id");
      }
    }
  }
}

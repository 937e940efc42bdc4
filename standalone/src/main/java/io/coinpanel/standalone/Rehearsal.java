package io.coinpanel.standalone;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Does once what the commands of a client do, for the JVM to record which classes that takes. No
 * user needs it: the launcher runs it after a build.
 */
@Command(name = "rehearse", hidden = true)
final class Rehearsal implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public void run() {
    CommandLine commandLine = CoinPanel.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(new StringWriter()));
    for (String command : new String[] {"watch", "list", "unsubscribe", "completion"}) {
      commandLine.execute("help", command);
    }
    commandLine.execute("completion", "bash");
    commandLine.execute("watch", "btcusdt", "0");
    try {
      talk();
    } catch (IOException notHere) {
      // What was recorded so far does.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The simulated exchange is a server that speaks JSON over a WebSocket, too.
  private static void talk() throws IOException, InterruptedException {
    try (Simulator server = Simulator.start(SimulatorSettings.documented());
        Conversation conversation =
            Conversation.open(server.webSocketUri().resolve("/ws/btcusdt@trade"))) {
      conversation.say(Map.of("method", "LIST_SUBSCRIPTIONS", "id", 1));
      if (conversation.next(PATIENCE) instanceof Heard.Message message) {
        message.field("id");
      }
    }
  }
}

package io.coinpanel.systemtests;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.webserver.protocol.ProtocolDocument;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Waits for messages of a conversation, and fails when they do not come. What is said and heard is
 * held against the published protocol document.
 */
public record ProtocolClient(WebserverClient conversation) implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** The next message that is wanted; pings and other messages are skipped. */
  public Received.Message next(Predicate<Received.Message> wanted) throws InterruptedException {
    while (true) {
      switch (receive()) {
        case Received.Message message when wanted.test(message) -> {
          return message;
        }
        case Received.Message message when message.type().equals("error") ->
            throw new AssertionError(message.text());
        case Received.Message _ -> {}
        case Received.Ping() -> {}
        case Received.Closed(String why) -> throw new AssertionError(why);
      }
    }
  }

  private Received receive() throws InterruptedException {
    Received received = conversation.receive(DEADLINE);
    if (received instanceof Received.Message message) {
      ProtocolDocument.checkMessage(message.json());
    }
    return received;
  }

  public Received.Message nextOfType(String type) throws InterruptedException {
    return next(message -> message.type().equals(type));
  }

  public void send(Map<String, ?> command) {
    ProtocolDocument.checkCommand(JSON.writeValueAsString(command));
    sendUnchecked(command);
  }

  /** Says what need not be a command. */
  public void sendUnchecked(Map<String, ?> frame) {
    conversation.send(frame);
  }

  @Override
  public void close() {
    conversation.close();
  }
}

package io.coinpanel.standalone;

import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import io.coinpanel.webserver.protocol.ProtocolDocument;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Waits for messages of a conversation, and fails when they do not come. What is said and heard is
 * held against the published protocol document.
 */
public record Listener(Conversation conversation) implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** The next message that is wanted; pings and other messages are skipped. */
  public Heard.Message next(Predicate<Heard.Message> wanted) throws InterruptedException {
    while (true) {
      switch (heard()) {
        case Heard.Message message when wanted.test(message) -> {
          return message;
        }
        case Heard.Message message when message.type().equals("error") ->
            throw new AssertionError(message.text());
        case Heard.Message _ -> {}
        case Heard.Ping() -> {}
        case Heard.Closed(String why) -> throw new AssertionError(why);
      }
    }
  }

  private Heard heard() throws InterruptedException {
    Heard heard = conversation.next(DEADLINE);
    if (heard instanceof Heard.Message message) {
      ProtocolDocument.checkMessage(message.json());
    }
    return heard;
  }

  public Heard.Message nextOfType(String type) throws InterruptedException {
    return next(message -> message.type().equals(type));
  }

  public void say(Map<String, ?> command) {
    ProtocolDocument.checkCommand(JSON.writeValueAsString(command));
    sayAnything(command);
  }

  /** Says what need not be a command. */
  public void sayAnything(Map<String, ?> frame) {
    conversation.say(frame);
  }

  @Override
  public void close() {
    conversation.close();
  }
}

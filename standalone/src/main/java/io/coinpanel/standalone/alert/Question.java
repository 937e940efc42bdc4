package io.coinpanel.standalone.alert;

import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import io.coinpanel.standalone.client.Unreachable;
import io.coinpanel.standalone.session.Remembered;
import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import io.coinpanel.standalone.session.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One question asked as a session. A watch that is connected as the session is interrupted for that
 * moment, misses nothing, and takes its connection back by itself.
 */
final class Question {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String RESUMING = "resuming";
  private static final String ASKING = "asking";

  private final Map<String, Object> command;

  private Question(Map<String, Object> command) {
    this.command = command;
  }

  /** All subscriptions, page by page. */
  static Question list() {
    return new Question(Map.of("type", "list", "ref", ASKING));
  }

  static Question unsubscribe(String id) {
    return new Question(Map.of("type", "unsubscribe", "subscription_id", id, "ref", ASKING));
  }

  Answer ask(Sessions sessions, SessionName name, Remembered session)
      throws IOException, InterruptedException {
    try (Visit _ = sessions.visit(name)) {
      return ask(session);
    }
  }

  private Answer ask(Remembered session) throws InterruptedException {
    try (Conversation conversation = Conversation.open(session.url())) {
      conversation.say(resume(session));
      conversation.say(command);
      List<JsonNode> pages = new ArrayList<>();
      @Nullable Answer answer = next(conversation, pages);
      while (answer == null) {
        answer = next(conversation, pages);
      }
      return answer;
    } catch (Unreachable e) {
      return new Answer.Missing(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Answer next(Conversation conversation, List<JsonNode> pages)
      throws InterruptedException {
    return switch (conversation.next(PATIENCE)) {
      case Heard.Message message -> answer(message, conversation, pages);
      case Heard.Ping() -> null;
      case Heard.Closed(String why) -> new Answer.Missing(why);
    };
  }

  private static Map<String, Object> resume(Remembered session) {
    Map<String, Object> resume = new LinkedHashMap<>();
    resume.put("type", "resume");
    resume.put("ref", RESUMING);
    resume.put("token", session.token());
    String last = session.lastNotification();
    if (last != null) {
      resume.put("last_notification_id", last);
    }
    return resume;
  }

  private @Nullable Answer answer(
      Heard.Message message, Conversation conversation, List<JsonNode> pages) {
    boolean error = message.type().equals("error");
    return switch (message.field("ref")) {
      case RESUMING -> error ? notResumed(message) : null;
      case ASKING -> error ? refused(message) : given(message, conversation, pages);
      default -> null;
    };
  }

  /** The answer, once its last page is there. */
  private @Nullable Answer given(
      Heard.Message message, Conversation conversation, List<JsonNode> pages) {
    pages.add(message.json());
    String next = message.field("next");
    if (next.isEmpty()) {
      return new Answer.Given(pages);
    }
    Map<String, Object> more = new LinkedHashMap<>(command);
    more.put("after", next);
    conversation.say(more);
    return null;
  }

  /** Only one error says that the session is over; any other may pass. */
  private static Answer notResumed(Heard.Message error) {
    return error.field("code").equals("invalid_token") ? new Answer.Over() : refused(error);
  }

  private static Answer refused(Heard.Message error) {
    return new Answer.Refused(error.field("code"), error.field("message"));
  }
}

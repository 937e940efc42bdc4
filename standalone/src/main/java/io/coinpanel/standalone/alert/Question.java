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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
      @Nullable Answer answer = null;
      while (answer == null) {
        answer =
            switch (conversation.next(PATIENCE)) {
              case Heard.Message message -> answer(message);
              case Heard.Ping() -> null;
              case Heard.Closed(String why) -> new Answer.Missing(why);
            };
      }
      return answer;
    } catch (Unreachable e) {
      return new Answer.Missing(String.valueOf(e.getMessage()));
    }
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

  private static @Nullable Answer answer(Heard.Message message) {
    boolean error = message.type().equals("error");
    return switch (message.field("ref")) {
      case RESUMING -> error ? notResumed(message) : null;
      case ASKING -> error ? refused(message) : new Answer.Given(message.json());
      default -> null;
    };
  }

  /** Only one error says that the session is over; any other may pass. */
  private static Answer notResumed(Heard.Message error) {
    return error.field("code").equals("invalid_token") ? new Answer.Over() : refused(error);
  }

  private static Answer refused(Heard.Message error) {
    return new Answer.Refused(error.field("code"), error.field("message"));
  }
}

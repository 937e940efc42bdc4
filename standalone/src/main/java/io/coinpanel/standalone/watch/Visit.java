package io.coinpanel.standalone.watch;

import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One connection of a watch, from its welcome to its end. */
final class Visit {

  /** Three pings of the server. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Conversation conversation;
  private final Wish wish;
  private final Memory memory;
  private final Teller teller;
  private final Runnable onSuccess;
  private String ownToken = "";

  Visit(Conversation conversation, Wish wish, Memory memory, Teller teller, Runnable onSuccess) {
    this.conversation = conversation;
    this.wish = wish;
    this.memory = memory;
    this.teller = teller;
    this.onSuccess = onSuccess;
  }

  Outcome stay() throws InterruptedException {
    @Nullable Outcome outcome = null;
    while (outcome == null) {
      outcome =
          switch (conversation.next(SILENCE)) {
            case Heard.Message message -> heard(message);
            case Heard.Ping() -> null;
            case Heard.Closed(String why) -> new Outcome.Lost(why);
          };
    }
    return outcome;
  }

  private @Nullable Outcome heard(Heard.Message message) {
    return switch (message.type()) {
      case "welcome" -> welcomed(message);
      case "resumed" -> resumed(message);
      case "subscribed" -> subscribed(message);
      case "active" -> active(message);
      case "notification" -> notified(message);
      case "error" -> refused(message);
      default -> null;
    };
  }

  private @Nullable Outcome welcomed(Heard.Message message) {
    ownToken = message.field("resume_token");
    String known = memory.token();
    if (known == null) {
      return subscribe();
    }
    Map<String, Object> resume = new LinkedHashMap<>();
    resume.put("type", "resume");
    resume.put("token", known);
    String last = memory.lastNotification();
    if (last != null) {
      resume.put("last_notification_id", last);
    }
    conversation.say(resume);
    return null;
  }

  /** Goes on with the subscription it has, and asks for one only where there is none. */
  private @Nullable Outcome resumed(Heard.Message message) {
    onSuccess.run();
    if (!message.json().path("recovered").asBoolean(true)) {
      teller.remark("Connected again; crossings in between are no longer stored.");
    } else {
      teller.remark("Connected again.");
    }
    for (JsonNode subscription : message.json().path("subscriptions")) {
      if (wish.isMetBy(subscription)) {
        memory.subscribed(subscription.path("id").asString(""));
        return null;
      }
    }
    conversation.say(wish.command());
    return null;
  }

  private @Nullable Outcome subscribe() {
    memory.begin(ownToken);
    conversation.say(wish.command());
    return null;
  }

  private @Nullable Outcome subscribed(Heard.Message message) {
    onSuccess.run();
    memory.subscribed(message.json().path("subscription").path("id").asString(""));
    return null;
  }

  private @Nullable Outcome active(Heard.Message message) {
    String price = message.field("price");
    teller.remark(
        "Watching " + wish + (price.isEmpty() ? "." : ", now at " + price + ".") + " Ctrl-C ends.");
    return null;
  }

  private @Nullable Outcome notified(Heard.Message message) {
    memory.notified(message.field("id"));
    if (!memory.told().isNew(message.field("id"))) {
      return null;
    }
    teller.crossing(message);
    return wish.once() ? new Outcome.Done() : null;
  }

  /** A token that is over, or a passing trouble, is tried otherwise; the rest is final. */
  private @Nullable Outcome refused(Heard.Message message) {
    String said = message.field("message");
    return switch (message.field("code")) {
      case "invalid_token", "invalid_message" -> startAnew(said);
      case "unavailable", "rate_limited" -> new Outcome.Lost(said);
      default -> new Outcome.Refused(said);
    };
  }

  private @Nullable Outcome startAnew(String said) {
    if (ownToken.equals(memory.token())) {
      return new Outcome.Refused(said);
    }
    teller.remark("The old connection is over; subscribing again.");
    return subscribe();
  }
}

package io.coinpanel.standalone.watch;

import static java.util.stream.Collectors.joining;

import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private final Arrival arrival;
  private String ownToken = "";
  private boolean resuming;
  private final List<JsonNode> listed = new ArrayList<>();

  Visit(Conversation conversation, Wish wish, Memory memory, Teller teller, Arrival arrival) {
    this.conversation = conversation;
    this.wish = wish;
    this.memory = memory;
    this.teller = teller;
    this.arrival = arrival;
  }

  Outcome stay() throws InterruptedException {
    @Nullable Outcome outcome = null;
    while (outcome == null) {
      outcome =
          switch (conversation.next(SILENCE)) {
            case Heard.Message message -> heard(message);
            case Heard.Ping() -> null;
            case Heard.Closed(String why) -> closed(why);
          };
    }
    return outcome;
  }

  private Outcome closed(String why) {
    return conversation.isResumedElsewhere() ? new Outcome.Moved() : new Outcome.Lost(why);
  }

  private @Nullable Outcome heard(Heard.Message message) {
    warnOfIgnored(message);
    return switch (message.type()) {
      case "welcome" -> welcomed(message);
      case "resumed" -> resumed(message);
      case "subscriptions" -> listed(message);
      case "subscribed" -> subscribed(message);
      case "active" -> active(message);
      case "price" -> priced(message);
      case "notification" -> notified(message);
      case "error" -> refused(message);
      default -> null;
    };
  }

  private void warnOfIgnored(Heard.Message message) {
    JsonNode ignored = message.json().path("ignored");
    if (!ignored.isEmpty()) {
      String names = ignored.valueStream().map(JsonNode::asString).collect(joining(", "));
      teller.complain("This server does not know " + names + ", and goes on without.");
    }
  }

  private @Nullable Outcome welcomed(Heard.Message message) {
    ownToken = message.field("resume_token");
    String known = memory.token();
    if (known == null) {
      return subscribe();
    }
    resuming = true;
    conversation.say(resume(known));
    return null;
  }

  private Map<String, Object> resume(String token) {
    Map<String, Object> resume = new LinkedHashMap<>();
    resume.put("type", "resume");
    resume.put("token", token);
    String last = memory.lastNotification();
    if (last != null) {
      resume.put("last_notification_id", last);
    }
    return resume;
  }

  /** Goes on with the subscription it has, and asks for one only where there is none. */
  private @Nullable Outcome resumed(Heard.Message message) {
    resuming = false;
    arrived();
    if (!message.json().path("recovered").asBoolean(true)) {
      teller.complain("Crossings in between are no longer stored, and are not told.");
    }
    return listed(message);
  }

  /** A page of what a resumed session has, until the last one is there. */
  private @Nullable Outcome listed(Heard.Message message) {
    message.json().path("subscriptions").forEach(listed::add);
    String next = message.field("next");
    if (!next.isEmpty()) {
      conversation.say(Map.of("type", "list", "after", next));
      return null;
    }
    Subscriptions found = Subscriptions.of(listed, wish, memory.subscription());
    memory.hasOthers(found.others());
    String own = found.own();
    if (own == null) {
      return anew();
    }
    if (memory.subscription() == null) {
      teller.remark("Going on with session " + memory.name() + ". Ctrl-C ends.");
    } else if (!arrival.isReturn()) {
      teller.remark("Connected again.");
    }
    memory.subscribed(own);
    return null;
  }

  /** Of this process, a subscription that is missing was given up; of an earlier one, it is due. */
  private @Nullable Outcome anew() {
    if (memory.subscription() != null) {
      return new Outcome.GivenUp();
    }
    conversation.say(wish.command());
    return null;
  }

  private void arrived() {
    arrival.made();
    teller.connected();
    if (teller.showsPrices()) {
      conversation.say(Map.of("type", "prices", "enabled", true));
    }
  }

  private @Nullable Outcome subscribe() {
    memory.begin(ownToken);
    conversation.say(wish.command());
    return null;
  }

  private @Nullable Outcome subscribed(Heard.Message message) {
    arrived();
    memory.subscribed(message.json().path("subscription").path("id").asString(""));
    return null;
  }

  private @Nullable Outcome active(Heard.Message message) {
    String price = message.field("price");
    if (message.field("symbol").equals(wish.symbol().toLowerCase(Locale.ROOT))) {
      teller.price(price);
    }
    teller.remark(
        "Watching " + wish + (price.isEmpty() ? "." : ", now at " + price + ".") + " Ctrl-C ends.");
    return null;
  }

  private @Nullable Outcome priced(Heard.Message message) {
    if (message.field("symbol").equals(wish.symbol().toLowerCase(Locale.ROOT))) {
      teller.price(message.field("price"));
    }
    return null;
  }

  /** First printed, then remembered. */
  private @Nullable Outcome notified(Heard.Message message) {
    String id = message.field("id");
    if (!memory.told().isNew(id)) {
      return null;
    }
    teller.crossing(message);
    memory.notified(id);
    return wish.once() && wish.isAbout(message.json()) ? new Outcome.Done() : null;
  }

  /** A token that is over, or a passing trouble, is tried otherwise; the rest is final. */
  private @Nullable Outcome refused(Heard.Message message) {
    String said = message.field("message");
    return switch (message.field("code")) {
      case "invalid_token" -> startAnew(said);
      case "unavailable", "rate_limited" -> new Outcome.Lost(said);
      default -> resuming ? notResumed(said) : new Outcome.Refused(said);
    };
  }

  /**
   * Perhaps the server no longer knows the last notification: without it, it knows where to go on.
   */
  private Outcome notResumed(String said) {
    return memory.forgetLastNotification() ? new Outcome.Lost(said) : new Outcome.NotResumed(said);
  }

  private @Nullable Outcome startAnew(String said) {
    if (ownToken.equals(memory.token())) {
      return new Outcome.Refused(said);
    }
    resuming = false;
    teller.remark("The old connection is over; subscribing again.");
    return subscribe();
  }
}

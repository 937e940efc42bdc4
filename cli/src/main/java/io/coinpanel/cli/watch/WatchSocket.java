package io.coinpanel.cli.watch;

import static java.util.stream.Collectors.joining;

import io.coinpanel.cli.alert.Alert;
import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One WebSocket of a watch, from welcome to close. */
final class WatchSocket {

  /** Three pings of the server. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final WebserverClient webserverClient;
  private final WatchTerms watchTerms;
  private final WatchState watchState;
  private final AlertPrinter alertPrinter;
  private final ConnectAttempt connectAttempt;
  private String ownToken = "";
  private boolean resuming;
  private final List<JsonNode> listed = new ArrayList<>();

  WatchSocket(
      WebserverClient webserverClient,
      WatchTerms watchTerms,
      WatchState watchState,
      AlertPrinter alertPrinter,
      ConnectAttempt connectAttempt) {
    this.webserverClient = webserverClient;
    this.watchTerms = watchTerms;
    this.watchState = watchState;
    this.alertPrinter = alertPrinter;
    this.connectAttempt = connectAttempt;
  }

  Outcome run() throws InterruptedException {
    @Nullable Outcome outcome = null;
    while (outcome == null) {
      outcome =
          switch (webserverClient.receive(SILENCE)) {
            case Received.Message message -> handle(message);
            case Received.Ping() -> null;
            case Received.Closed(String why) -> closed(why);
          };
    }
    return outcome;
  }

  private Outcome closed(String why) {
    return webserverClient.isResumedElsewhere()
        ? new Outcome.ResumedElsewhere()
        : new Outcome.Disconnected(why);
  }

  private @Nullable Outcome handle(Received.Message message) {
    warnOfIgnored(message);
    return switch (message.type()) {
      case "welcome" -> welcomed(message);
      case "resumed" -> resumed(message);
      case "subscriptions" -> listed(message);
      case "subscribed" -> subscribed(message);
      case "active" -> active(message);
      case "updated" -> updated(message);
      case "price" -> priced(message);
      case "notification" -> notified(message);
      case "error" -> refused(message);
      default -> null;
    };
  }

  private void warnOfIgnored(Received.Message message) {
    JsonNode ignored = message.json().path("ignored");
    if (!ignored.isEmpty()) {
      String names = ignored.valueStream().map(JsonNode::asString).collect(joining(", "));
      alertPrinter.warn("The server does not know " + names + " and ignores it.");
    }
  }

  private @Nullable Outcome welcomed(Received.Message message) {
    ownToken = message.field("resume_token");
    String known = watchState.token();
    if (known == null) {
      return subscribe();
    }
    resuming = true;
    webserverClient.send(resume(known));
    return null;
  }

  private Map<String, Object> resume(String token) {
    Map<String, Object> resume = new LinkedHashMap<>();
    resume.put("type", "resume");
    resume.put("token", token);
    String last = watchState.lastNotification();
    if (last != null) {
      resume.put("last_notification_id", last);
    }
    return resume;
  }

  /** Continues an existing subscription, or subscribes if there is none. */
  private @Nullable Outcome resumed(Received.Message message) {
    resuming = false;
    connected();
    if (!message.json().path("recovered").asBoolean(true)) {
      alertPrinter.warn("Some notifications in between are no longer stored.");
    }
    return listed(message);
  }

  /** A page of a resumed session's subscriptions. */
  private @Nullable Outcome listed(Received.Message message) {
    message.json().path("subscriptions").forEach(listed::add);
    String next = message.field("next");
    if (!next.isEmpty()) {
      webserverClient.send(Map.of("type", "list", "after", next));
      return null;
    }
    ResumedSubscriptions found =
        ResumedSubscriptions.of(listed, watchTerms, watchState.subscription());
    watchState.hasOthers(found.others());
    String own = found.own();
    if (own == null) {
      return resubscribe();
    }
    if (watchState.subscription() == null) {
      alertPrinter.info("Resuming session " + watchState.name() + ". Ctrl-C ends.");
    } else if (!connectAttempt.isReconnect()) {
      alertPrinter.info("Reconnected.");
    }
    watchState.subscribed(own);
    return null;
  }

  /**
   * A missing subscription of this process was unsubscribed; of an earlier process, it is created
   * again.
   */
  private @Nullable Outcome resubscribe() {
    if (watchState.subscription() != null) {
      return new Outcome.Unsubscribed();
    }
    webserverClient.send(watchTerms.command());
    return null;
  }

  private void connected() {
    connectAttempt.connected();
    alertPrinter.connected();
    if (alertPrinter.showsPrices()) {
      webserverClient.send(Map.of("type", "prices", "enabled", true));
    }
  }

  private @Nullable Outcome subscribe() {
    watchState.begin(ownToken);
    webserverClient.send(watchTerms.command());
    return null;
  }

  private @Nullable Outcome subscribed(Received.Message message) {
    connected();
    watchState.subscribed(message.json().path("subscription").path("id").asString(""));
    return null;
  }

  private @Nullable Outcome active(Received.Message message) {
    String price = message.field("price");
    if (message.field("symbol").equals(watchTerms.symbol().toLowerCase(Locale.ROOT))) {
      alertPrinter.price(price);
    }
    alertPrinter.info(
        "Watching "
            + watchTerms
            + (price.isEmpty() ? "." : ", now at " + price + ".")
            + " Ctrl-C ends.");
    return null;
  }

  /** Its status has changed by itself, or another command has updated it. */
  private @Nullable Outcome updated(Received.Message message) {
    Alert alert = Alert.of(message.json().path("subscription"));
    if (!alert.id().equals(watchState.subscription())) {
      return null;
    }
    String line = ChangeLine.of(message);
    if (message.field("reason").equals("expired")) {
      return new Outcome.Finished(line);
    }
    if (!alert.field("status").equals("finished")) {
      alertPrinter.info(line);
    }
    return null;
  }

  private @Nullable Outcome priced(Received.Message message) {
    if (message.field("symbol").equals(watchTerms.symbol().toLowerCase(Locale.ROOT))) {
      alertPrinter.price(message.field("price"));
    }
    return null;
  }

  /** Printed first, then saved. */
  private @Nullable Outcome notified(Received.Message message) {
    String id = message.field("id");
    if (!watchState.printed().isNew(id)) {
      return null;
    }
    alertPrinter.printCrossing(message);
    watchState.notified(id);
    return watchTerms.once() && watchTerms.hasSameCondition(message.json())
        ? new Outcome.Done()
        : null;
  }

  /** An expired token or transient error is handled by retrying; the rest is final. */
  private @Nullable Outcome refused(Received.Message message) {
    String said = message.field("message");
    return switch (message.field("code")) {
      case "invalid_token" -> startOver(said);
      case "unavailable", "rate_limited" -> new Outcome.Disconnected(said);
      case "unauthorized" -> new Outcome.NotAccepted("This server needs an account: use a key.");
      default -> resuming ? notResumed(said) : new Outcome.Rejected(said);
    };
  }

  /** The server may no longer know the last notification: retries without it. */
  private Outcome notResumed(String said) {
    return watchState.forgetLastNotification()
        ? new Outcome.Disconnected(said)
        : new Outcome.NotResumed(said);
  }

  private @Nullable Outcome startOver(String said) {
    if (ownToken.equals(watchState.token())) {
      return new Outcome.Rejected(said);
    }
    resuming = false;
    alertPrinter.info("The old connection has expired; subscribing again.");
    return subscribe();
  }
}

package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.Alert;
import io.coinpanel.cli.client.Credential;
import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One WebSocket of a watch of an account, from welcome to close. */
final class AccountSocket {

  /** Three pings of the server. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final String AUTHENTICATE = "authenticate";
  private static final String RESUME = "resume";
  private static final String SUBSCRIBE = "subscribe";

  private final WebserverClient client;
  private final Credential credential;
  private final @Nullable WatchTerms terms;
  private final AccountState state;
  private final AlertPrinter printer;
  private final Runnable onConnected;

  /** Alerts with these terms, whose notifications may come before it is known which is its own. */
  private final Set<String> alike = new HashSet<>();

  private boolean resumed;
  private boolean found;
  private boolean finished;
  private boolean announced;
  private boolean done;

  /**
   * @param terms null for all alerts
   * @param onConnected called when the server has accepted the client
   */
  AccountSocket(
      WebserverClient client,
      Credential credential,
      @Nullable WatchTerms terms,
      AccountState state,
      AlertPrinter printer,
      Runnable onConnected) {
    this.client = client;
    this.credential = credential;
    this.terms = terms;
    this.state = state;
    this.printer = printer;
    this.onConnected = onConnected;
  }

  Outcome run() throws InterruptedException {
    @Nullable Outcome outcome = null;
    while (outcome == null) {
      outcome =
          switch (client.receive(SILENCE)) {
            case Received.Message message -> handle(message);
            case Received.Ping() -> null;
            case Received.Closed(String why) -> new Outcome.Disconnected(why);
          };
    }
    return outcome;
  }

  private @Nullable Outcome handle(Received.Message message) {
    return switch (message.type()) {
      case "welcome" -> {
        client.send(credential.command(AUTHENTICATE));
        yield null;
      }
      case "authenticated" -> authenticated(message);
      case "resumed", "subscriptions" -> listed(message);
      case "subscribed" -> subscribed(message);
      case "unsubscribed" -> unsubscribed(message);
      case "updated" -> updated(message);
      case "active" -> active(message);
      case "price" -> priced(message);
      case "notification" -> notified(message);
      case "feed" -> {
        printer.warn(ChangeLine.ofFeed(message));
        yield null;
      }
      case "error" -> refused(message);
      default -> null;
    };
  }

  private @Nullable Outcome authenticated(Received.Message message) {
    if (!state.open(message.json().path("account").path("id").asString(""))) {
      return new Outcome.InUse();
    }
    Map<String, Object> resume = new LinkedHashMap<>(Map.of("type", RESUME, "ref", RESUME));
    String last = state.lastNotification();
    if (last != null) {
      resume.put("last_notification_id", last);
    }
    client.send(resume);
    return null;
  }

  /** The alerts of the account, of which there may be several pages. */
  private @Nullable Outcome listed(Received.Message message) {
    if (message.type().equals("resumed")) {
      connected();
      if (!message.json().path("recovered").asBoolean(true)) {
        printer.warn("Some notifications in between are no longer stored.");
      }
    }
    message.json().path("subscriptions").forEach(this::listed);
    String next = message.field("next");
    if (terms != null && !next.isEmpty()) {
      client.send(Map.of("type", "list", "after", next));
      return null;
    }
    return allListed();
  }

  private void listed(JsonNode subscription) {
    String id = subscription.path("id").asString("");
    if (id.equals(state.subscription())) {
      found = true;
      finished = WatchTerms.isFinished(subscription);
    }
    if (terms != null && terms.hasSameCondition(subscription)) {
      alike.add(id);
    }
  }

  private @Nullable Outcome allListed() {
    if (terms == null) {
      if (!announced) {
        printer.info("Watching all alerts of " + credential + ". Ctrl-C ends.");
      }
      announced = true;
      return null;
    }
    if (state.subscription() == null) {
      client.send(command(terms));
      return null;
    }
    // What it fired before it finished may still come.
    printer.info(finished ? "Reconnected; the alert has finished." : "Reconnected.");
    announced = true;
    return found ? null : new Outcome.Unsubscribed();
  }

  private static Map<String, Object> command(WatchTerms terms) {
    Map<String, Object> command = terms.command();
    command.put("ref", SUBSCRIBE);
    return command;
  }

  private void connected() {
    resumed = true;
    onConnected.run();
    printer.connected();
    if (terms != null && printer.showsPrices()) {
      client.send(Map.of("type", "prices", "enabled", true));
    }
  }

  private @Nullable Outcome subscribed(Received.Message message) {
    if (!message.field("ref").equals(SUBSCRIBE)) {
      if (terms == null) {
        printer.info(ChangeLine.added(message));
      }
      return null;
    }
    Alert alert = Alert.of(message.json().path("subscription"));
    state.subscribed(alert.id());
    if (done) {
      if (message.json().path("created").asBoolean(false)) {
        client.send(Map.of("type", "unsubscribe", "subscription_id", alert.id()));
      }
      return new Outcome.Done();
    }
    if (alert.field("status").equals("active")) {
      announce(alert.field("last_price"));
    }
    return null;
  }

  private void announce(String price) {
    if (!announced && terms != null) {
      announced = true;
      printer.info(
          "Watching "
              + terms
              + " as alert "
              + state.subscription()
              + (price.isEmpty() ? "." : ", now at " + price + ".")
              + " Ctrl-C ends, and the alert stays.");
    }
  }

  private @Nullable Outcome active(Received.Message message) {
    if (message.field("subscription_id").equals(state.subscription())) {
      announce(message.field("price"));
      printer.price(message.field("price"));
    }
    return null;
  }

  private @Nullable Outcome priced(Received.Message message) {
    if (terms != null && message.field("symbol").equals(terms.symbol().toLowerCase(Locale.ROOT))) {
      printer.price(message.field("price"));
    }
    return null;
  }

  private @Nullable Outcome unsubscribed(Received.Message message) {
    if (terms == null) {
      printer.info(ChangeLine.removed(message));
      return null;
    }
    return message.field("subscription_id").equals(state.subscription())
        ? new Outcome.Unsubscribed()
        : null;
  }

  private @Nullable Outcome updated(Received.Message message) {
    Alert alert = Alert.of(message.json().path("subscription"));
    boolean own = alert.id().equals(state.subscription());
    if (terms != null && own && message.field("reason").equals("expired")) {
      return new Outcome.Finished(ChangeLine.of(message));
    }
    // That it has fired is printed as the notification.
    if ((terms == null || own) && !message.field("reason").equals("fired")) {
      printer.info(ChangeLine.of(message));
    }
    return null;
  }

  /** Printed first, then saved. */
  private @Nullable Outcome notified(Received.Message message) {
    String id = message.field("id");
    if (!resumed && state.lastNotification() != null) {
      return null; // It comes again after those before it.
    }
    if (!isOwn(message)) {
      state.skipped(id);
      return null;
    }
    if (state.printed().isNew(id)) {
      printer.printCrossing(message);
      state.notified(id);
    }
    return terms != null && terms.once() ? once(message) : null;
  }

  private boolean isOwn(Received.Message notification) {
    String subscription = notification.field("subscription_id");
    return terms == null
        || subscription.equals(state.subscription())
        || (state.subscription() == null && alike.contains(subscription));
  }

  /** The crossing may be one that an earlier watch has missed, whose alert has finished. */
  private @Nullable Outcome once(Received.Message notification) {
    if (notification.field("subscription_id").equals(state.subscription())) {
      return new Outcome.Done();
    }
    done = true;
    return null;
  }

  private @Nullable Outcome refused(Received.Message message) {
    String said = message.field("message");
    return switch (message.field("code")) {
      case "unavailable", "rate_limited" -> new Outcome.Disconnected(said);
      default -> rejected(message.field("ref"), said);
    };
  }

  private Outcome rejected(String ref, String said) {
    if (ref.equals(RESUME) && state.lastNotification() != null) {
      state.forgetLastNotification();
      printer.warn("Missed notifications cannot be fetched: " + said + ".");
      return new Outcome.Disconnected(said);
    }
    return ref.equals(AUTHENTICATE)
        ? new Outcome.NotAccepted(credential.rejected(said))
        : new Outcome.Rejected(said);
  }
}

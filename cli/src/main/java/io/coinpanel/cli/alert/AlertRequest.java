package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Credential;
import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.client.WebserverUnreachableException;
import io.coinpanel.cli.session.BorrowedSession;
import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request about alerts, sent as a saved session or as an account. A watch using the session is
 * interrupted briefly, misses nothing, and reconnects by itself.
 */
final class AlertRequest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String IDENTIFYING = "identifying";
  private static final String ASKING = "asking";
  private static final String DONE = "done";

  private final Map<String, Object> command;

  /** Whether there is a reply for each alert, rather than one or some pages. */
  private final boolean isForMany;

  private AlertRequest(String type, Map<String, ?> fields, boolean isForMany) {
    this.command = new LinkedHashMap<>(Map.of("type", type, "ref", ASKING));
    this.command.putAll(fields);
    this.isForMany = isForMany;
  }

  /** All subscriptions, page by page. */
  static AlertRequest list() {
    return new AlertRequest("list", Map.of(), false);
  }

  static AlertRequest stats() {
    return new AlertRequest("stats", Map.of(), false);
  }

  static AlertRequest unsubscribe(List<String> ids) {
    return new AlertRequest("unsubscribe", selection(ids), true);
  }

  static AlertRequest update(List<String> ids, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>(selection(ids));
    all.putAll(fields);
    return new AlertRequest("update", all, true);
  }

  private static Map<String, Object> selection(List<String> ids) {
    return ids.size() == 1
        ? Map.of("subscription_id", ids.getFirst())
        : Map.of("subscription_ids", ids);
  }

  AlertResponse send(Sessions sessions, SessionName name, SavedSession session)
      throws IOException, InterruptedException {
    try (BorrowedSession _ = sessions.borrow(name)) {
      return send(session.url(), resume(session));
    }
  }

  AlertResponse send(URI url, Credential credential) throws InterruptedException {
    return send(url, credential.command(IDENTIFYING));
  }

  private AlertResponse send(URI url, Map<String, Object> identification)
      throws InterruptedException {
    try (WebserverClient webserverClient = WebserverClient.open(url)) {
      webserverClient.send(identification);
      List<Received.Message> replies = new ArrayList<>();
      @Nullable AlertResponse response = next(webserverClient, replies);
      while (response == null) {
        response = next(webserverClient, replies);
      }
      return response;
    } catch (WebserverUnreachableException e) {
      return new AlertResponse.NoResponse(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable AlertResponse next(
      WebserverClient webserverClient, List<Received.Message> replies) throws InterruptedException {
    return switch (webserverClient.receive(TIMEOUT)) {
      case Received.Message message -> answer(message, webserverClient, replies);
      case Received.Ping() -> null;
      case Received.Closed(String why) -> new AlertResponse.NoResponse(why);
    };
  }

  private static Map<String, Object> resume(SavedSession session) {
    Map<String, Object> resume = new LinkedHashMap<>();
    resume.put("type", "resume");
    resume.put("ref", IDENTIFYING);
    resume.put("token", session.token());
    String last = session.lastNotification();
    if (last != null) {
      resume.put("last_notification_id", last);
    }
    return resume;
  }

  private @Nullable AlertResponse answer(
      Received.Message message, WebserverClient webserverClient, List<Received.Message> replies) {
    boolean error = message.type().equals("error");
    return switch (message.field("ref")) {
      case IDENTIFYING -> error ? notIdentified(message) : ask(webserverClient);
      case ASKING -> {
        replies.add(message);
        yield isForMany ? null : error ? refused(message) : page(message, webserverClient, replies);
      }
      case DONE -> new AlertResponse.Success(replies);
      default -> null;
    };
  }

  private @Nullable AlertResponse ask(WebserverClient webserverClient) {
    webserverClient.send(command);
    if (isForMany) {
      // Commands are handled one at a time, so its answer comes last.
      webserverClient.send(Map.of("type", "ping", "ref", DONE));
    }
    return null;
  }

  /** The response, once its last page has arrived. */
  private @Nullable AlertResponse page(
      Received.Message message, WebserverClient webserverClient, List<Received.Message> replies) {
    String next = message.field("next");
    if (next.isEmpty()) {
      return new AlertResponse.Success(replies);
    }
    Map<String, Object> more = new LinkedHashMap<>(command);
    more.put("after", next);
    webserverClient.send(more);
    return null;
  }

  /** Only these mean that the token, key or access has ended; other errors may be transient. */
  private static AlertResponse notIdentified(Received.Message error) {
    return switch (error.field("code")) {
      case "invalid_token", "unauthorized" ->
          new AlertResponse.NotIdentified(error.field("message"));
      default -> refused(error);
    };
  }

  private static AlertResponse refused(Received.Message error) {
    return new AlertResponse.Rejected(error.field("code"), error.field("message"));
  }
}

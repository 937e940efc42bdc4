package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.client.WebserverUnreachableException;
import io.coinpanel.cli.session.BorrowedSession;
import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request sent as a saved session. A watch using the session is interrupted briefly, misses
 * nothing, and reconnects by itself.
 */
final class SessionRequest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String RESUMING = "resuming";
  private static final String ASKING = "asking";

  private final Map<String, Object> command;

  private SessionRequest(Map<String, Object> command) {
    this.command = command;
  }

  /** All subscriptions, page by page. */
  static SessionRequest list() {
    return new SessionRequest(Map.of("type", "list", "ref", ASKING));
  }

  static SessionRequest unsubscribe(String id) {
    return new SessionRequest(Map.of("type", "unsubscribe", "subscription_id", id, "ref", ASKING));
  }

  SessionResponse send(Sessions sessions, SessionName name, SavedSession session)
      throws IOException, InterruptedException {
    try (BorrowedSession _ = sessions.borrow(name)) {
      return send(session);
    }
  }

  private SessionResponse send(SavedSession session) throws InterruptedException {
    try (WebserverClient webserverClient = WebserverClient.open(session.url())) {
      webserverClient.send(resume(session));
      webserverClient.send(command);
      List<JsonNode> pages = new ArrayList<>();
      @Nullable SessionResponse sessionResponse = next(webserverClient, pages);
      while (sessionResponse == null) {
        sessionResponse = next(webserverClient, pages);
      }
      return sessionResponse;
    } catch (WebserverUnreachableException e) {
      return new SessionResponse.NoResponse(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable SessionResponse next(WebserverClient webserverClient, List<JsonNode> pages)
      throws InterruptedException {
    return switch (webserverClient.receive(TIMEOUT)) {
      case Received.Message message -> answer(message, webserverClient, pages);
      case Received.Ping() -> null;
      case Received.Closed(String why) -> new SessionResponse.NoResponse(why);
    };
  }

  private static Map<String, Object> resume(SavedSession session) {
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

  private @Nullable SessionResponse answer(
      Received.Message message, WebserverClient webserverClient, List<JsonNode> pages) {
    boolean error = message.type().equals("error");
    return switch (message.field("ref")) {
      case RESUMING -> error ? resumeRejected(message) : null;
      case ASKING -> error ? refused(message) : page(message, webserverClient, pages);
      default -> null;
    };
  }

  /** The response, once its last page has arrived. */
  private @Nullable SessionResponse page(
      Received.Message message, WebserverClient webserverClient, List<JsonNode> pages) {
    pages.add(message.json());
    String next = message.field("next");
    if (next.isEmpty()) {
      return new SessionResponse.Success(pages);
    }
    Map<String, Object> more = new LinkedHashMap<>(command);
    more.put("after", next);
    webserverClient.send(more);
    return null;
  }

  /** Only invalid_token means that the session has expired; other errors may be transient. */
  private static SessionResponse resumeRejected(Received.Message error) {
    return error.field("code").equals("invalid_token")
        ? new SessionResponse.SessionEnded()
        : refused(error);
  }

  private static SessionResponse refused(Received.Message error) {
    return new SessionResponse.Rejected(error.field("code"), error.field("message"));
  }
}

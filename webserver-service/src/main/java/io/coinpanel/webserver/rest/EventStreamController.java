package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.subscription.Owner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Server-sent events: an account's notifications as they come. */
@RestController
@Tag(name = "Notifications")
class EventStreamController {

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final NotificationHistory history;
  private final DeliveryProgress progress;
  private final EventStreams streams;
  private final Duration readTimeout;

  /**
   * @param readTimeout how long a client may not read
   */
  EventStreamController(
      NotificationHistory history,
      DeliveryProgress progress,
      EventStreams streams,
      Duration readTimeout) {
    this.history = history;
    this.progress = progress;
    this.streams = streams;
    this.readTimeout = readTimeout;
  }

  @GetMapping(path = "/api/v1/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Streams new notifications",
      description =
          "Events are named notification, or gap where some are no longer stored. The id of a"
              + " notification event is the notification's: sent as Last-Event-ID, it returns every"
              + " later one. An event named feed says that no trades of a symbol are received, or"
              + " that they are received again, as on the WebSocket. A comment is sent every 15"
              + " seconds.")
  void stream(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response) {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_READ);
    Long after = lastEventId == null ? null : known(owner, RowId.parse(lastEventId));
    if (!streams.hasRoom(owner.id())) {
      throw Problem.of(ErrorCode.RATE_LIMITED, "too many streams and sockets of this account")
          .toException();
    }
    if (!progress.isStarted()) {
      throw ProblemResponses.unavailable().toException();
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // A proxy must not wait for more.
    response.setHeader("X-Accel-Buffering", "no");
    if (request.getMethod().equals(HttpMethod.GET.name())) {
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      streams.open(
          Objects.requireNonNull(account), new JettyEventStream(async, readTimeout), after);
    }
  }

  private Long known(Owner.Account owner, long notification) {
    if (notification == RowId.NONE || !history.position(owner.id(), notification).isKnown()) {
      throw Problem.ofParameter(
              ErrorCode.INVALID_MESSAGE,
              LAST_EVENT_ID + " is not a notification of this account",
              LAST_EVENT_ID)
          .toException();
    }
    return notification;
  }
}

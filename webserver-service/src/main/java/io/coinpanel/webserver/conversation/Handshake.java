package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.proxy.ForwardingHeaders;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpRequestHandler;

/**
 * Where sockets are asked for. Whatever is wrong with a handshake is the client's error: a 4xx with
 * a sentence, and one line at DEBUG.
 */
final class Handshake implements HttpRequestHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
  private static final String VERSION = "13";

  private final ForwardingHeaders forwarding;
  private final AllowedOrigins origins;
  private final Addresses addresses;
  private final PlainUpgrade upgrade;

  Handshake(
      ForwardingHeaders forwarding,
      AllowedOrigins origins,
      Addresses addresses,
      PlainUpgrade upgrade) {
    this.forwarding = forwarding;
    this.origins = origins;
    this.addresses = addresses;
    this.upgrade = upgrade;
  }

  private record Refusal(int status, String reason) {

    private static final int UPGRADE_REQUIRED = 426;
    private static final int TOO_MANY_REQUESTS = 429;

    static Optional<Refusal> badRequest(String reason) {
      return Optional.of(new Refusal(HttpServletResponse.SC_BAD_REQUEST, reason));
    }

    static Optional<Refusal> upgradeRequired(String reason) {
      return Optional.of(new Refusal(UPGRADE_REQUIRED, reason));
    }
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ReceivedRequest received = forwarding.read(request);
    Optional<Refusal> refusal =
        protocolError(request).or(() -> strangerOf(request, received)).or(() -> crowd(received));
    if (refusal.isEmpty()) {
      refusal =
          upgrade.upgrade(request, response, received.client())
              ? Optional.empty()
              : Refusal.badRequest("not a WebSocket handshake");
    }
    if (refusal.isPresent()) {
      refuse(refusal.get(), received, response);
    }
  }

  private static void refuse(
      Refusal refusal, ReceivedRequest received, HttpServletResponse response) throws IOException {
    LOG.debug(
        "handshake from {} refused with {}: {}",
        received.client(),
        refusal.status(),
        refusal.reason());
    if (response.isCommitted()) {
      return;
    }
    response.reset();
    response.setStatus(refusal.status());
    if (refusal.status() == Refusal.UPGRADE_REQUIRED) {
      response.setHeader("Upgrade", "websocket");
      response.setHeader("Sec-WebSocket-Version", VERSION);
    }
    response.setContentType("text/plain;charset=utf-8");
    response.getWriter().println(refusal.reason());
  }

  private static Optional<Refusal> protocolError(HttpServletRequest request) {
    if (!request.getMethod().equals("GET") || !request.getProtocol().equals("HTTP/1.1")) {
      return Refusal.badRequest("a WebSocket handshake is a GET of HTTP/1.1");
    }
    if (!names(request, "Upgrade", "websocket") || !names(request, "Connection", "upgrade")) {
      return Refusal.upgradeRequired("only WebSocket is spoken here");
    }
    if (!VERSION.equals(only(request, "Sec-WebSocket-Version"))) {
      return Refusal.upgradeRequired("Sec-WebSocket-Version has to be " + VERSION);
    }
    // The base64 of 16 bytes.
    if (!only(request, "Sec-WebSocket-Key").matches("[A-Za-z0-9+/]{22}==")) {
      return Refusal.badRequest("Sec-WebSocket-Key has to be the base64 of 16 bytes");
    }
    return Optional.empty();
  }

  private static boolean names(HttpServletRequest request, String header, String token) {
    return Collections.list(request.getHeaders(header)).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals(token));
  }

  /** The header's value; empty if there is none, or more than one. */
  private static String only(HttpServletRequest request, String header) {
    var lines = Collections.list(request.getHeaders(header));
    return lines.size() == 1 ? lines.getFirst().strip() : "";
  }

  /** Programs send no origin. */
  private Optional<Refusal> strangerOf(HttpServletRequest request, ReceivedRequest received) {
    var sent = Collections.list(request.getHeaders("Origin"));
    return sent.isEmpty() || (sent.size() == 1 && origins.allows(sent.getFirst(), received))
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                HttpServletResponse.SC_FORBIDDEN,
                "Origin is not this server's own. Behind a proxy, set COINPANEL_PUBLIC_URL;"
                    + " other pages are listed in WEBSERVER_ALLOWED_ORIGINS."));
  }

  private Optional<Refusal> crowd(ReceivedRequest received) {
    return addresses.hasRoom(received.client())
        ? Optional.empty()
        : Optional.of(new Refusal(Refusal.TOO_MANY_REQUESTS, "too many sockets of this address"));
  }
}

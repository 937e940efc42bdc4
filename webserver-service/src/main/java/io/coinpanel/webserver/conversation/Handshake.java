package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.HandshakeIdentification;
import io.coinpanel.webserver.account.HandshakeIdentity;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.proxy.Rejection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Validates WebSocket handshakes. Every invalid handshake is a client error (4xx). */
final class Handshake extends Handler.Wrapper {

  private static final String PATH = "/ws";

  /** The base64 of 16 bytes. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private static final String VERSION = "13";
  private static final HttpField UPGRADE = new HttpField("Upgrade", "websocket");
  private static final HttpField SPOKEN = new HttpField("Sec-WebSocket-Version", VERSION);

  private final AllowedOrigins origins;
  private final SocketLimit socketLimit;
  private final HandshakeIdentification identification;
  private final WebSocketUpgrade upgrade;

  Handshake(
      AllowedOrigins origins,
      SocketLimit socketLimit,
      HandshakeIdentification identification,
      WebSocketUpgrade upgrade) {
    this.origins = origins;
    this.socketLimit = socketLimit;
    this.identification = identification;
    this.upgrade = upgrade;
  }

  @Override
  protected void doStart() throws Exception {
    upgrade.start(getServer());
    super.doStart();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals(PATH)) {
      return super.handle(request, response, callback);
    }
    ReceivedRequest received = ReceivedRequest.of(request);
    validate(request, received)
        .or(() -> identifyAndUpgrade(request, response, callback, received))
        .ifPresent(refusal -> refusal.send(received, response, callback));
    return true;
  }

  private Optional<Rejection> validate(Request request, ReceivedRequest received) {
    HttpFields headers = request.getHeaders();
    return protocolError(request, headers)
        .or(() -> foreignOrigin(headers, received))
        .or(() -> tooManySockets(received));
  }

  private Optional<Rejection> identifyAndUpgrade(
      Request request, Response response, Callback callback, ReceivedRequest received) {
    try {
      return switch (identification.identify(request, received)) {
        case HandshakeIdentity.Refused(Rejection rejection) -> Optional.of(rejection);
        case HandshakeIdentity identity -> upgrade(request, response, callback, received, identity);
      };
    } catch (UnavailableException e) {
      return Rejection.of(
          HttpStatus.SERVICE_UNAVAILABLE_503, "credentials cannot be checked right now, try again");
    }
  }

  private Optional<Rejection> upgrade(
      Request request,
      Response response,
      Callback callback,
      ReceivedRequest received,
      HandshakeIdentity identity) {
    return upgrade.upgrade(request, response, callback, received.client(), identity)
        ? Optional.empty()
        : badRequest("not a WebSocket handshake");
  }

  private static Optional<Rejection> badRequest(String reason) {
    return Rejection.of(HttpStatus.BAD_REQUEST_400, reason);
  }

  private static Optional<Rejection> upgradeRequired(String reason) {
    return Rejection.of(HttpStatus.UPGRADE_REQUIRED_426, reason, UPGRADE, SPOKEN);
  }

  private static Optional<Rejection> protocolError(Request request, HttpFields headers) {
    HttpVersion spoken = request.getConnectionMetaData().getHttpVersion();
    if (!request.getMethod().equals("GET") || spoken != HttpVersion.HTTP_1_1) {
      return badRequest("a WebSocket handshake must be an HTTP/1.1 GET");
    }
    if (!hasToken(headers, "Upgrade", "websocket") || !hasToken(headers, "Connection", "upgrade")) {
      return upgradeRequired("only WebSocket is supported here");
    }
    if (!VERSION.equals(singleValue(headers, "Sec-WebSocket-Version"))) {
      return upgradeRequired("Sec-WebSocket-Version must be " + VERSION);
    }
    if (!KEY.matcher(singleValue(headers, "Sec-WebSocket-Key")).matches()) {
      return badRequest("Sec-WebSocket-Key must be 16 bytes in Base64");
    }
    return Optional.empty();
  }

  private static boolean hasToken(HttpFields headers, String header, String token) {
    return headers.getValuesList(header).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals(token));
  }

  /** The header's value if present exactly once. */
  private static String singleValue(HttpFields headers, String header) {
    List<String> lines = headers.getValuesList(header);
    return lines.size() == 1 ? lines.getFirst().strip() : "";
  }

  /** Non-browser clients send no Origin. */
  private Optional<Rejection> foreignOrigin(HttpFields headers, ReceivedRequest received) {
    List<String> sent = headers.getValuesList("Origin");
    return sent.isEmpty() || (sent.size() == 1 && origins.isAllowed(sent.getFirst(), received))
        ? Optional.empty()
        : Rejection.of(
            HttpStatus.FORBIDDEN_403,
            "Origin is not allowed. Behind a proxy, set COINPANEL_PUBLIC_URL;"
                + " list other origins in WEBSERVER_ALLOWED_ORIGINS.");
  }

  private Optional<Rejection> tooManySockets(ReceivedRequest received) {
    return socketLimit.hasRoom(received.client())
        ? Optional.empty()
        : Rejection.of(HttpStatus.TOO_MANY_REQUESTS_429, "too many sockets from this address");
  }
}

package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.proxy.Refusal;
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

/** Where sockets are asked for. Whatever is wrong with a handshake is the client's error: a 4xx. */
final class Handshake extends Handler.Wrapper {

  private static final String PATH = "/ws";

  /** The base64 of 16 bytes. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private static final String VERSION = "13";
  private static final HttpField UPGRADE = new HttpField("Upgrade", "websocket");
  private static final HttpField SPOKEN = new HttpField("Sec-WebSocket-Version", VERSION);

  private final AllowedOrigins origins;
  private final Addresses addresses;
  private final PlainUpgrade upgrade;

  Handshake(AllowedOrigins origins, Addresses addresses, PlainUpgrade upgrade) {
    this.origins = origins;
    this.addresses = addresses;
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
    judge(request, received)
        .or(() -> upgrade(request, response, callback, received))
        .ifPresent(refusal -> refusal.send(received, response, callback));
    return true;
  }

  private Optional<Refusal> judge(Request request, ReceivedRequest received) {
    HttpFields headers = request.getHeaders();
    return protocolError(request, headers)
        .or(() -> strangerOf(headers, received))
        .or(() -> crowd(received));
  }

  private Optional<Refusal> upgrade(
      Request request, Response response, Callback callback, ReceivedRequest received) {
    return upgrade.upgrade(request, response, callback, received.client())
        ? Optional.empty()
        : badRequest("not a WebSocket handshake");
  }

  private static Optional<Refusal> badRequest(String reason) {
    return Refusal.of(HttpStatus.BAD_REQUEST_400, reason);
  }

  private static Optional<Refusal> upgradeRequired(String reason) {
    return Refusal.of(HttpStatus.UPGRADE_REQUIRED_426, reason, UPGRADE, SPOKEN);
  }

  private static Optional<Refusal> protocolError(Request request, HttpFields headers) {
    HttpVersion spoken = request.getConnectionMetaData().getHttpVersion();
    if (!request.getMethod().equals("GET") || spoken != HttpVersion.HTTP_1_1) {
      return badRequest("a WebSocket handshake is a GET of HTTP/1.1");
    }
    if (!names(headers, "Upgrade", "websocket") || !names(headers, "Connection", "upgrade")) {
      return upgradeRequired("only WebSocket is spoken here");
    }
    if (!VERSION.equals(only(headers, "Sec-WebSocket-Version"))) {
      return upgradeRequired("Sec-WebSocket-Version has to be " + VERSION);
    }
    if (!KEY.matcher(only(headers, "Sec-WebSocket-Key")).matches()) {
      return badRequest("Sec-WebSocket-Key has to be the base64 of 16 bytes");
    }
    return Optional.empty();
  }

  private static boolean names(HttpFields headers, String header, String token) {
    return headers.getValuesList(header).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(name -> name.strip().toLowerCase(Locale.ROOT).equals(token));
  }

  /** The header's value; empty if there is none, or more than one. */
  private static String only(HttpFields headers, String header) {
    List<String> lines = headers.getValuesList(header);
    return lines.size() == 1 ? lines.getFirst().strip() : "";
  }

  /** Programs send no origin. */
  private Optional<Refusal> strangerOf(HttpFields headers, ReceivedRequest received) {
    List<String> sent = headers.getValuesList("Origin");
    return sent.isEmpty() || (sent.size() == 1 && origins.allows(sent.getFirst(), received))
        ? Optional.empty()
        : Refusal.of(
            HttpStatus.FORBIDDEN_403,
            "Origin is not this server's own. Behind a proxy, set COINPANEL_PUBLIC_URL;"
                + " other pages are listed in WEBSERVER_ALLOWED_ORIGINS.");
  }

  private Optional<Refusal> crowd(ReceivedRequest received) {
    return addresses.hasRoom(received.client())
        ? Optional.empty()
        : Refusal.of(HttpStatus.TOO_MANY_REQUESTS_429, "too many sockets of this address");
  }
}

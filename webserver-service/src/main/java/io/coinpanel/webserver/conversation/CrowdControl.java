package io.coinpanel.webserver.conversation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Answers 429 to handshakes from addresses that have enough sockets. */
final class CrowdControl implements HandshakeInterceptor {

  private final Addresses addresses;

  CrowdControl(Addresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    boolean room = addresses.hasRoom(request.getRemoteAddress());
    if (!room) {
      response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
    }
    return room;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {}
}

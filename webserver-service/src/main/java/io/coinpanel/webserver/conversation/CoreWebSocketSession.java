package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/**
 * A Spring WebSocket session over Jetty's core session that does not retain the handshake; limits
 * are set globally.
 */
final class CoreWebSocketSession implements NativeWebSocketSession {

  private static final HttpHeaders NO_HEADERS = HttpHeaders.readOnlyHttpHeaders(new HttpHeaders());

  private final CoreSession core;
  private final ClientAddress client;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>(1);

  CoreWebSocketSession(CoreSession core, ClientAddress client) {
    this.core = core;
    this.client = client;
  }

  /** The client's address, also behind a proxy. */
  ClientAddress client() {
    return client;
  }

  @Override
  public Object getNativeSession() {
    return core;
  }

  @Override
  public <T> @Nullable T getNativeSession(@Nullable Class<T> type) {
    return type == null || type.isInstance(core) ? uncheckedCore() : null;
  }

  // Type was checked or unspecified.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> T uncheckedCore() {
    return (T) core;
  }

  @Override
  public String getId() {
    return Integer.toHexString(System.identityHashCode(core));
  }

  @Override
  public @Nullable URI getUri() {
    return null;
  }

  @Override
  public HttpHeaders getHandshakeHeaders() {
    return NO_HEADERS;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return null;
  }

  @Override
  public @Nullable InetSocketAddress getLocalAddress() {
    return (InetSocketAddress) core.getLocalAddress();
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    return (InetSocketAddress) core.getRemoteAddress();
  }

  @Override
  public @Nullable String getAcceptedProtocol() {
    return null;
  }

  @Override
  public void setTextMessageSizeLimit(int limit) {
    core.setMaxTextMessageSize(limit);
  }

  @Override
  public int getTextMessageSizeLimit() {
    return (int) core.getMaxTextMessageSize();
  }

  @Override
  public void setBinaryMessageSizeLimit(int limit) {
    core.setMaxBinaryMessageSize(limit);
  }

  @Override
  public int getBinaryMessageSizeLimit() {
    return (int) core.getMaxBinaryMessageSize();
  }

  @Override
  public List<WebSocketExtension> getExtensions() {
    return List.of();
  }

  /** Unsupported: messages go through the socket's writer. */
  @Override
  public void sendMessage(WebSocketMessage<?> message) {
    throw new UnsupportedOperationException("only the socket's writer may write");
  }

  @Override
  public boolean isOpen() {
    return !core.isClosed();
  }

  @Override
  public void close() {
    close(CloseStatus.NORMAL);
  }

  @Override
  public void close(CloseStatus status) {
    core.close(status.getCode(), status.getReason(), Callback.NOOP);
  }
}

package io.coinpanel.webserver.conversation;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletCoreRequest;
import org.eclipse.jetty.ee11.servlet.ServletCoreResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.context.ServletContextAware;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * The handshake, with the protocol's limits: messages of at most 8 KiB, no idle timeout as the
 * heartbeat is ours, and no compression, whose buffers would cost every idle client dearly.
 *
 * <p>Spring's own upgrade for Jetty leaves the request and the response of the handshake with the
 * socket: more than half of what an idle client costs. Here nothing of them stays.
 */
final class PlainUpgrade implements RequestUpgradeStrategy, ServletContextAware {

  static final int LONGEST_FRAME = 8192;
  private static final String[] VERSIONS = {"13"};

  private final Configuration.Customizer limits = limits();
  private @Nullable WebSocketMappings sockets;

  private static Configuration.Customizer limits() {
    Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
    limits.setIdleTimeout(Duration.ZERO);
    limits.setMaxTextMessageSize(LONGEST_FRAME);
    limits.setMaxBinaryMessageSize(LONGEST_FRAME);
    // A limit of frames would be one of the server's own frames too, and a list may be long. What
    // comes in is counted as it comes, so a huge frame is refused long before its end.
    limits.setMaxFrameSize(0);
    return limits;
  }

  @Override
  public void setServletContext(ServletContext context) {
    ServletContextHandler handler =
        Objects.requireNonNull(ServletContextHandler.getServletContextHandler(context));
    WebSocketServerComponents.getWebSocketComponents(handler)
        .getExtensionRegistry()
        .unregister("permessage-deflate");
    sockets = WebSocketMappings.getMappings(handler);
  }

  @Override
  public String[] getSupportedVersions() {
    return VERSIONS;
  }

  @Override
  public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
    return List.of();
  }

  @Override
  public void upgrade(
      ServerHttpRequest request,
      ServerHttpResponse response,
      @Nullable String protocol,
      List<WebSocketExtension> extensions,
      @Nullable Principal user,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    Request asked =
        ServletCoreRequest.wrap(((ServletServerHttpRequest) request).getServletRequest());
    Response answered =
        ServletCoreResponse.wrap(
            asked, ((ServletServerHttpResponse) response).getServletResponse(), false);
    WebSocketNegotiator negotiator = (_, _, _) -> new SocketFrames(handler);
    try (Blocker.Callback done = Blocker.callback()) {
      if (Objects.requireNonNull(sockets).upgrade(negotiator, asked, answered, done, limits)) {
        done.block();
      }
    } catch (IOException e) {
      throw new HandshakeFailureException("the handshake was not answered", e);
    }
  }
}

package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.ClientAddress;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletCoreRequest;
import org.eclipse.jetty.ee11.servlet.ServletCoreResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.ServletContextAware;

/**
 * The handshake, with the protocol's limits: messages of at most 8 KiB, no idle timeout as the
 * heartbeat is ours, and no compression, whose buffers would cost every idle client dearly.
 *
 * <p>Spring's own upgrade for Jetty leaves the request and the response of the handshake with the
 * socket: more than half of what an idle client costs. Here nothing of them stays.
 */
final class PlainUpgrade implements ServletContextAware {

  static final int LONGEST_FRAME = 8192;
  private static final Logger LOG = LoggerFactory.getLogger(PlainUpgrade.class);

  private final Configuration.Customizer limits = limits();
  private final SocketHandler handler;
  private final SlowMessages slow;
  private @Nullable WebSocketMappings sockets;

  PlainUpgrade(SocketHandler handler, SlowMessages slow) {
    this.handler = handler;
    this.slow = slow;
  }

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

  /** Whether the socket is open; if not, the request was no handshake that Jetty understands. */
  boolean upgrade(HttpServletRequest request, HttpServletResponse response, ClientAddress client) {
    Request asked = ServletCoreRequest.wrap(request);
    Response answered = ServletCoreResponse.wrap(asked, response, false);
    WebSocketNegotiator negotiator = (_, _, _) -> new SocketFrames(handler, slow, client);
    try (Blocker.Callback done = Blocker.callback()) {
      boolean upgraded = upgrade(negotiator, asked, answered, done, client);
      if (upgraded) {
        done.block();
      } else {
        done.succeeded();
      }
      return upgraded;
    } catch (IOException e) {
      LOG.debug("the handshake of {} was not answered: {}", client, e.toString());
      return false;
    }
  }

  private boolean upgrade(
      WebSocketNegotiator negotiator,
      Request asked,
      Response answered,
      Callback done,
      ClientAddress client)
      throws IOException {
    try {
      return Objects.requireNonNull(sockets).upgrade(negotiator, asked, answered, done, limits);
    } catch (RuntimeException e) {
      LOG.debug("the handshake of {} is not understood: {}", client, e.toString());
      return false;
    }
  }
}

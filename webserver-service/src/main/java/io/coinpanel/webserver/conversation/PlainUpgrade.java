package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshake, with the protocol's limits: messages of at most 8 KiB, no idle timeout as the
 * heartbeat is ours, and no compression, whose buffers would cost every idle client dearly.
 *
 * <p>Spring's own upgrade for Jetty goes through filters and servlets, which a storm of handshakes
 * pays for, and leaves the request and the response with the socket, which each idle client does.
 */
final class PlainUpgrade {

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

  /** Sockets share the server's buffers. */
  void start(Server server) {
    WebSocketComponents components = WebSocketServerComponents.ensureWebSocketComponents(server);
    components.getExtensionRegistry().unregister("permessage-deflate");
    sockets = new WebSocketMappings(components);
  }

  /**
   * Whether the socket is open or will be; if not, the request was no handshake that Jetty
   * understands, and is not answered.
   */
  boolean upgrade(Request request, Response response, Callback callback, ClientAddress client) {
    WebSocketNegotiator negotiator = (_, _, _) -> new SocketFrames(handler, slow, client);
    try {
      return Objects.requireNonNull(sockets)
          .upgrade(negotiator, request, response, callback, limits);
    } catch (RuntimeException e) {
      LOG.debug("the handshake of {} is not understood: {}", client, e.toString());
      return false;
    }
  }
}

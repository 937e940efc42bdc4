package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.HandshakeIdentity;
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
 * Performs the upgrade with the protocol's limits: messages of at most 8 KiB, no idle timeout (own
 * heartbeat), no compression (its buffers are expensive per idle client).
 *
 * <p>Spring's upgrade for Jetty runs through filters and servlets, which slows handshake storms,
 * and retains request and response per idle socket.
 */
final class WebSocketUpgrade {

  static final int MAX_FRAME = 8192;
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgrade.class);

  private final Configuration.Customizer limits = limits();
  private final Endpoint endpoint;
  private final MessageTimeouts slow;
  private @Nullable WebSocketMappings sockets;

  WebSocketUpgrade(Endpoint endpoint, MessageTimeouts slow) {
    this.endpoint = endpoint;
    this.slow = slow;
  }

  private static Configuration.Customizer limits() {
    Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
    limits.setIdleTimeout(Duration.ZERO);
    limits.setMaxTextMessageSize(MAX_FRAME);
    limits.setMaxBinaryMessageSize(MAX_FRAME);
    // A frame size limit would also apply to outgoing frames, which may be long. Incoming bytes are
    // counted as they arrive, so a huge frame is rejected early.
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
   * Whether the upgrade was accepted; if not, Jetty rejected the handshake and no response was
   * sent.
   */
  boolean upgrade(
      Request request,
      Response response,
      Callback callback,
      ClientAddress client,
      HandshakeIdentity identity) {
    WebSocketNegotiator negotiator =
        (_, _, _) -> new SocketFrameHandler(endpoint, slow, client, identity);
    try {
      return Objects.requireNonNull(sockets)
          .upgrade(negotiator, request, response, callback, limits);
    } catch (RuntimeException e) {
      LOG.debug("invalid handshake from {}: {}", client, e.toString());
      return false;
    }
  }
}

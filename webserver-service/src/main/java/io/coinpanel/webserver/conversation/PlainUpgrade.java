package io.coinpanel.webserver.conversation;

import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.api.Configurable;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/**
 * The handshake, with the protocol's limits: messages of at most 8 KiB, no idle timeout as the
 * heartbeat is ours, and no compression, whose buffers would cost every idle client dearly.
 */
final class PlainUpgrade extends JettyRequestUpgradeStrategy {

  static final int LONGEST_FRAME = 8192;

  PlainUpgrade() {
    addWebSocketConfigurer(PlainUpgrade::limit);
  }

  private static void limit(Configurable sockets) {
    sockets.setIdleTimeout(Duration.ZERO);
    sockets.setMaxTextMessageSize(LONGEST_FRAME);
    sockets.setMaxBinaryMessageSize(LONGEST_FRAME);
    // A limit of frames would be one of the server's own frames too, and a list may be long. What
    // comes in is counted as it comes, so a huge frame is refused long before its end.
    sockets.setMaxFrameSize(0);
  }

  @Override
  public void setServletContext(ServletContext context) {
    super.setServletContext(context);
    ServletContextHandler handler =
        Objects.requireNonNull(ServletContextHandler.getServletContextHandler(context));
    WebSocketServerComponents.getWebSocketComponents(handler)
        .getExtensionRegistry()
        .unregister("permessage-deflate");
  }
}

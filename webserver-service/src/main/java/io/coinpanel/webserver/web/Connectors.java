package io.coinpanel.webserver.web;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Two ports: one for clients, one for health and metrics. A second connector of the same server,
 * since a separate server would slow startup.
 */
final class Connectors
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory>,
        ApplicationListener<WebServerInitializedEvent> {

  /** Accept queue size, bounded by somaxconn. Jetty's default is 50. */
  private static final int BACKLOG = 4096;

  private final int managementPort;
  private final Environment environment;
  private @Nullable ServerConnector management;

  Connectors(int managementPort, Environment environment) {
    this.managementPort = managementPort;
    this.environment = environment;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    boolean separate = managementPort == 0 || managementPort != factory.getPort();
    factory.addServerCustomizers(
        server -> {
          ServerConnector clients = connectorsOf(server).findFirst().orElseThrow();
          clients.setAcceptQueueSize(BACKLOG);
          clients.setName("clients");
          if (separate) {
            management = addManagement(server, clients);
          }
        });
  }

  private static Stream<ServerConnector> connectorsOf(Server server) {
    return Stream.of(server.getConnectors()).map(ServerConnector.class::cast);
  }

  private ServerConnector addManagement(Server server, ServerConnector clients) {
    ServerConnector connector =
        new ServerConnector(
            server, 0, 1, clients.getConnectionFactories().toArray(ConnectionFactory[]::new));
    connector.setName("management");
    connector.setHost(clients.getHost());
    connector.setPort(managementPort);
    connector.setIdleTimeout(clients.getIdleTimeout());
    server.addConnector(connector);
    return connector;
  }

  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    int port =
        management == null
            ? Objects.requireNonNull(event.getWebServer()).getPort()
            : management.getLocalPort();
    ((ConfigurableEnvironment) environment)
        .getPropertySources()
        .addFirst(new MapPropertySource("management", Map.of("local.management.port", port)));
  }

  /** Whether the request may access health and metrics. */
  boolean isManagement(Request request) {
    return management == null || Request.getLocalPort(request) == management.getLocalPort();
  }

  /** Whether the request may access anything else. */
  boolean isForClients(Request request) {
    return management == null || Request.getLocalPort(request) != management.getLocalPort();
  }
}

package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ConnectionSettings;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.session.Sessions;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** The endpoint and what answers there. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(SocketSettings.class)
class ConversationConfiguration {

  @Bean
  Addresses addresses(SocketSettings settings) {
    return new Addresses(settings.maxConnectionsPerAddress());
  }

  @Bean
  SocketHandler socketHandler(
      Connections connections,
      Addresses addresses,
      Sessions sessions,
      Subscriptions subscriptions,
      Symbols symbols,
      ConnectionSettings manners,
      InstantSource clock,
      MeterRegistry registry) {
    ConversationMetrics metrics = new ConversationMetrics(registry);
    Refusals refusals = new Refusals(metrics);
    return new SocketHandler(
        connections,
        addresses,
        sessions,
        new Conversation(subscriptions, symbols, sessions, refusals),
        refusals,
        metrics,
        clock,
        manners.maxCommandsPerSecond());
  }

  @Bean
  Farewell farewell(
      ApplicationContext context, Connections connections, Sessions sessions, InstantSource clock) {
    return new Farewell(context, connections, sessions, clock);
  }

  @Bean
  DefaultHandshakeHandler handshakes() {
    return new DefaultHandshakeHandler(new PlainUpgrade());
  }

  @Bean
  WebSocketConfigurer endpoint(
      SocketHandler handler,
      DefaultHandshakeHandler handshakes,
      Addresses addresses,
      SocketSettings settings) {
    return endpoints ->
        endpoints
            .addHandler(handler, "/ws")
            .setHandshakeHandler(handshakes)
            .addInterceptors(new CrowdControl(addresses))
            .setAllowedOrigins(settings.allowedOrigins().toArray(String[]::new));
  }
}

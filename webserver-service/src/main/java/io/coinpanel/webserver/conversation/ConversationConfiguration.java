package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ConnectionLifecycle;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.NotificationBacklog;
import io.coinpanel.webserver.socket.SocketSettings;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Configures the WebSocket endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EndpointSettings.class)
class ConversationConfiguration {

  private static final Duration SWEEP = Duration.ofSeconds(1);

  @Bean
  SocketLimit addresses(EndpointSettings settings) {
    return new SocketLimit(settings.maxConnectionsPerAddress());
  }

  @Bean
  SocketHandler socketHandler(
      Sockets sockets,
      SocketLimit socketLimit,
      ConnectionLifecycle connectionLifecycle,
      Subscriptions subscriptions,
      Symbols symbols,
      SocketSettings manners,
      InstantSource clock,
      MeterRegistry registry) {
    CommandMetrics metrics = new CommandMetrics(registry);
    ErrorReplies errorReplies = new ErrorReplies(metrics);
    return new SocketHandler(
        sockets,
        socketLimit,
        connectionLifecycle,
        new CommandDispatcher(subscriptions, symbols, connectionLifecycle, errorReplies),
        errorReplies,
        metrics,
        clock,
        manners.maxCommandsPerSecond());
  }

  @Bean
  GracefulShutdown farewell(
      ApplicationContext context, Sockets sockets, ConnectionLifecycle connectionLifecycle) {
    return new GracefulShutdown(context, sockets, connectionLifecycle, SystemNanoClock.INSTANCE);
  }

  @Bean
  ResumeWarmUp warmUp(
      ConnectionLifecycle connectionLifecycle,
      Subscriptions subscriptions,
      NotificationBacklog notificationBacklog) {
    return new ResumeWarmUp(connectionLifecycle, subscriptions, notificationBacklog);
  }

  @Bean
  MessageTimeouts slowMessages(EndpointSettings settings) {
    return new MessageTimeouts(settings.messageTimeout(), SystemNanoClock.INSTANCE);
  }

  @Bean
  BackgroundTask slowMessageSweeper(MessageTimeouts slow) {
    return new BackgroundTask("slow messages", SWEEP, slow::sweep);
  }

  @Bean
  WebSocketUpgrade upgrade(SocketHandler handler, MessageTimeouts slow) {
    return new WebSocketUpgrade(handler, slow);
  }

  @Bean
  @Order(3)
  Handshake handshake(AllowedOrigins origins, SocketLimit socketLimit, WebSocketUpgrade upgrade) {
    return new Handshake(origins, socketLimit, upgrade);
  }
}

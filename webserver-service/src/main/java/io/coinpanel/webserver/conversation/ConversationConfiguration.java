package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ConnectionOpener;
import io.coinpanel.webserver.connection.ConnectionResumer;
import io.coinpanel.webserver.connection.Disconnector;
import io.coinpanel.webserver.protocol.CommandParser;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.NotificationBacklog;
import io.coinpanel.webserver.socket.SocketSettings;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.subscription.SubscriptionCreator;
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
  SocketLimit socketLimit(EndpointSettings settings) {
    return new SocketLimit(settings.maxConnectionsPerAddress());
  }

  @Bean
  CommandMetrics commandMetrics(MeterRegistry registry) {
    return new CommandMetrics(registry);
  }

  @Bean
  Commands commands(
      Subscriptions subscriptions,
      SubscriptionCreator creator,
      Symbols symbols,
      ConnectionResumer resumer,
      CommandMetrics metrics,
      InstantSource clock) {
    ErrorReplies errorReplies = new ErrorReplies(metrics);
    return new Commands(
        new CommandParser(clock),
        new CommandDispatcher(
            new SubscriptionCommands(subscriptions, creator, symbols, errorReplies),
            subscriptions,
            resumer,
            errorReplies),
        errorReplies,
        metrics);
  }

  @Bean
  Endpoint endpoint(
      Sockets sockets,
      SocketLimit socketLimit,
      ConnectionOpener opener,
      Disconnector disconnector,
      Commands commands,
      SocketSettings settings) {
    return new Endpoint(
        sockets, socketLimit, opener, disconnector, commands, settings.maxCommandsPerSecond());
  }

  @Bean
  GracefulShutdown gracefulShutdown(
      ApplicationContext context, Sockets sockets, Disconnector disconnector) {
    return new GracefulShutdown(context, sockets, disconnector, SystemNanoClock.INSTANCE);
  }

  @Bean
  ResumeWarmUp warmUp(
      ConnectionResumer resumer,
      Subscriptions subscriptions,
      NotificationBacklog notificationBacklog) {
    return new ResumeWarmUp(resumer, subscriptions, notificationBacklog);
  }

  @Bean
  MessageTimeouts messageTimeouts(EndpointSettings settings) {
    return new MessageTimeouts(settings.messageTimeout(), SystemNanoClock.INSTANCE);
  }

  @Bean
  BackgroundTask slowMessageSweeper(MessageTimeouts slow) {
    return new BackgroundTask("slow messages", SWEEP, slow::sweep);
  }

  @Bean
  WebSocketUpgrade upgrade(Endpoint endpoint, MessageTimeouts slow) {
    return new WebSocketUpgrade(endpoint, slow);
  }

  @Bean
  @Order(3)
  Handshake handshake(AllowedOrigins origins, SocketLimit socketLimit, WebSocketUpgrade upgrade) {
    return new Handshake(origins, socketLimit, upgrade);
  }
}

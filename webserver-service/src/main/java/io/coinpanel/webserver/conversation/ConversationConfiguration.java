package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.Backlog;
import io.coinpanel.webserver.connection.ConnectionSettings;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.duty.Duty;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.session.Sessions;
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

/** The endpoint and what answers there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SocketSettings.class)
class ConversationConfiguration {

  private static final Duration SWEEP = Duration.ofSeconds(1);

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
  Farewell farewell(ApplicationContext context, Connections connections, Sessions sessions) {
    return new Farewell(context, connections, sessions, SystemNanoClock.INSTANCE);
  }

  @Bean
  WarmUp warmUp(Sessions sessions, Subscriptions subscriptions, Backlog backlog) {
    return new WarmUp(sessions, subscriptions, backlog);
  }

  @Bean
  SlowMessages slowMessages(SocketSettings settings) {
    return new SlowMessages(settings.messageTimeout(), SystemNanoClock.INSTANCE);
  }

  @Bean
  Duty slowMessageSweeper(SlowMessages slow) {
    return new Duty("slow messages", SWEEP, slow::sweep);
  }

  @Bean
  PlainUpgrade upgrade(SocketHandler handler, SlowMessages slow) {
    return new PlainUpgrade(handler, slow);
  }

  @Bean
  @Order(3)
  Handshake handshake(AllowedOrigins origins, Addresses addresses, PlainUpgrade upgrade) {
    return new Handshake(origins, addresses, upgrade);
  }
}

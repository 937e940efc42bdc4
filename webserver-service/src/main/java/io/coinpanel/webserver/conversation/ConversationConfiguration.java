package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.Authenticator;
import io.coinpanel.webserver.account.HandshakeIdentification;
import io.coinpanel.webserver.connection.ConnectionOpener;
import io.coinpanel.webserver.connection.ConnectionResumer;
import io.coinpanel.webserver.connection.Disconnector;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.destination.Destinations;
import io.coinpanel.webserver.protocol.CommandParser;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.CommandBudgets;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.NotificationBacklog;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.subscription.HaltedSubscriptions;
import io.coinpanel.webserver.subscription.SubscriptionCreator;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.beans.factory.InitializingBean;
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
  ErrorReplies errorReplies(CommandMetrics metrics) {
    return new ErrorReplies(metrics);
  }

  @Bean
  AccountSockets accountSockets(
      Authenticator authenticator,
      Subscriptions subscriptions,
      Sockets sockets,
      AccountReaders readers,
      DeliveryProgress progress,
      InstantSource clock) {
    return new AccountSockets(
        authenticator, subscriptions, sockets, readers, progress, clock, SystemNanoClock.INSTANCE);
  }

  @Bean
  BackgroundTask credentialSweeper(AccountSockets accountSockets) {
    BackgroundTask sweeper = new BackgroundTask("credentials", SWEEP, accountSockets::sweep);
    accountSockets.onDoubt(sweeper::wake);
    return sweeper;
  }

  @Bean
  CommandDispatcher commandDispatcher(
      SubscriptionCommands subscriptionCommands,
      ResumeCommand resumeCommand,
      AuthenticateCommand authenticateCommand,
      Symbols symbols,
      AccountSockets accountSockets,
      ErrorReplies errorReplies) {
    return new CommandDispatcher(
        subscriptionCommands,
        resumeCommand,
        authenticateCommand,
        new PricesCommand(symbols, errorReplies),
        accountSockets,
        errorReplies);
  }

  @Bean
  SubscriptionCommands subscriptionCommands(
      Subscriptions subscriptions,
      SubscriptionCreator creator,
      Symbols symbols,
      Destinations destinations,
      ErrorReplies errorReplies) {
    return new SubscriptionCommands(subscriptions, creator, symbols, destinations, errorReplies);
  }

  @Bean
  ResumeCommand resumeCommand(
      ConnectionResumer resumer,
      Subscriptions subscriptions,
      NotificationHistory history,
      ErrorReplies errorReplies) {
    return new ResumeCommand(resumer, subscriptions, history, errorReplies);
  }

  @Bean
  AuthenticateCommand authenticateCommand(
      Authenticator authenticator,
      HandshakeIdentification identification,
      AccountSockets accountSockets,
      ErrorReplies errorReplies) {
    return new AuthenticateCommand(authenticator, identification, accountSockets, errorReplies);
  }

  @Bean
  Commands commands(
      CommandDispatcher dispatcher,
      ErrorReplies errorReplies,
      CommandMetrics metrics,
      InstantSource clock) {
    return new Commands(new CommandParser(clock), dispatcher, errorReplies, metrics);
  }

  @Bean
  InitializingBean haltedSymbols(Symbols symbols, HaltedSubscriptions halted) {
    return () -> symbols.onChange(() -> halted.tradingChanged(symbols::isTrading));
  }

  @Bean
  EndpointPolicy endpointPolicy(CommandBudgets budgets, HandshakeIdentification identification) {
    return new EndpointPolicy(budgets, identification.allowsAnonymous());
  }

  @Bean
  Endpoint endpoint(
      Sockets sockets,
      SocketLimit socketLimit,
      ConnectionOpener opener,
      Disconnector disconnector,
      AccountSockets accountSockets,
      Commands commands,
      EndpointPolicy policy) {
    return new Endpoint(
        sockets, socketLimit, opener, disconnector, accountSockets, commands, policy);
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
  Handshake handshake(
      AllowedOrigins origins,
      SocketLimit socketLimit,
      HandshakeIdentification identification,
      WebSocketUpgrade upgrade) {
    return new Handshake(origins, socketLimit, identification, upgrade);
  }
}

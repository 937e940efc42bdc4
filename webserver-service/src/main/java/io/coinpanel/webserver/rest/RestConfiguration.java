package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.Authenticator;
import io.coinpanel.webserver.backtest.Backtests;
import io.coinpanel.webserver.candles.Candles;
import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.database.ClusterSingleton;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.destination.Destinations;
import io.coinpanel.webserver.destination.EmailReceivers;
import io.coinpanel.webserver.feed.FeedReaders;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.proxy.FixedWindow;
import io.coinpanel.webserver.proxy.RateLimit;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.SocketSettings;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Configures HTTP for scripts and phones. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemResponses.class)
class RestConfiguration {

  private static final int CANDLES_PER_SECOND = 20;
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofMinutes(10);
  private static final int TESTS_PER_MINUTE = 60;
  private static final int CLICKS_PER_SECOND = 10;

  @Bean
  TermsParser termsParser(InstantSource clock) {
    return new TermsParser(clock);
  }

  @Bean
  SubscriptionRequests subscriptionRequests(
      Subscriptions subscriptions, Symbols symbols, Destinations destinations) {
    return new SubscriptionRequests(subscriptions, symbols, destinations);
  }

  @Bean
  IdempotencyKeys idempotencyKeys(JdbcClient database, InstantSource clock) {
    return new IdempotencyKeys(database, clock);
  }

  @Bean
  BackgroundTask idempotencyKeyCleaning(
      IdempotencyKeys keys,
      JdbcClient database,
      TransactionOperations transactions,
      SchemaReadiness schema) {
    ClusterSingleton work =
        new ClusterSingleton(database, transactions, ClusterLock.IDEMPOTENCY_KEYS);
    return new BackgroundTask(
        "idempotency keys", CLEANING, schema.before(() -> work.runAll(keys::deleteExpired)));
  }

  @Bean
  SubscriptionController subscriptionController(
      Subscriptions subscriptions,
      SubscriptionRequests requests,
      TermsParser parser,
      IdempotencyKeys keys) {
    return new SubscriptionController(
        subscriptions, requests, parser, new IdempotentRequests(keys));
  }

  @Bean
  ManySubscriptionsController manySubscriptionsController(
      Subscriptions subscriptions, SubscriptionRequests requests, TermsParser parser) {
    return new ManySubscriptionsController(subscriptions, requests, parser);
  }

  @Bean
  TransferController transferController(
      Subscriptions subscriptions, SubscriptionRequests requests, TermsParser parser) {
    return new TransferController(subscriptions, new SubscriptionImport(requests, parser));
  }

  private static Executor threads(String name) {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name).factory());
  }

  @Bean
  NotificationController notificationController(NotificationHistory history) {
    return new NotificationController(history);
  }

  @Bean
  DestinationController destinationController(Destinations destinations) {
    FixedWindow<Long> tests = new FixedWindow<>(Duration.ofMinutes(1), SystemNanoClock.INSTANCE);
    return new DestinationController(destinations, tests, TESTS_PER_MINUTE);
  }

  @Bean
  EmailController emailController(EmailReceivers receivers) {
    return new EmailController(
        receivers, new RateLimit<>(CLICKS_PER_SECOND, SystemNanoClock.INSTANCE));
  }

  @Bean
  DeliveryController deliveryController(Destinations destinations) {
    return new DeliveryController(destinations);
  }

  @Bean
  EventStreams eventStreams(
      AccountReaders readers,
      NotificationHistory history,
      DeliveryProgress progress,
      Authenticator authenticator,
      InstantSource clock,
      MeterRegistry metrics) {
    EventStreams streams =
        new EventStreams(
            threads("events"),
            readers,
            history,
            progress,
            authenticator::isStillValid,
            clock,
            SystemNanoClock.INSTANCE);
    Gauge.builder("coinpanel.webserver.streams", streams, EventStreams::count)
        .description("Open event streams")
        .register(metrics);
    return streams;
  }

  @Bean
  FeedReaders streamFeedReaders(EventStreams streams, Subscriptions subscriptions) {
    return new StreamFeedReaders(streams, subscriptions::symbols);
  }

  @Bean
  BackgroundTask eventStreamHeartbeat(EventStreams streams) {
    return new BackgroundTask("event streams", BEAT, streams::heartbeat);
  }

  @Bean
  BackgroundTask eventStreamCredentials(EventStreams streams) {
    return new BackgroundTask("credentials of event streams", BEAT, streams::checkCredentials);
  }

  @Bean
  ApplicationListener<ContextClosedEvent> eventStreamShutdown(EventStreams streams) {
    return _ -> streams.closeAll();
  }

  @Bean
  EventStreamController eventStreamController(
      NotificationHistory history,
      DeliveryProgress progress,
      EventStreams streams,
      SocketSettings settings) {
    return new EventStreamController(history, progress, streams, settings.pongTimeout());
  }

  @Bean
  BacktestController backtestController(Backtests backtests, Symbols symbols, InstantSource clock) {
    return new BacktestController(backtests, symbols, clock);
  }

  @Bean
  CandleController candleController(Candles candles, Symbols symbols) {
    return new CandleController(
        candles, symbols, new RateLimit<>(CANDLES_PER_SECOND, SystemNanoClock.INSTANCE));
  }
}

package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures sockets and their heartbeat. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SocketSettings.class)
class SocketConfiguration {

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  @Bean
  AccountReaders accountReaders() {
    return new AccountReaders();
  }

  @Bean
  CommandBudgets commandBudgets(SocketSettings settings) {
    return new CommandBudgets(settings.maxCommandsPerSecond(), SystemNanoClock.INSTANCE);
  }

  @Bean
  DeliveryProgress progress() {
    return new DeliveryProgress();
  }

  /** One per processor, since writers never block on a client. */
  @Bean(defaultCandidate = false)
  @Qualifier("writers") ExecutorService writers() {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        Thread.ofPlatform().name("writer-", 1).daemon().factory());
  }

  @Bean
  Sockets sockets(
      SocketSettings settings,
      @Qualifier("writers") ExecutorService threads,
      NotificationBacklog notificationBacklog,
      DeliveryProgress deliveryProgress,
      InstantSource clock,
      MeterRegistry registry) {
    SocketMetrics metrics = new SocketMetrics(registry);
    HeartbeatClock beats = new HeartbeatClock(SystemNanoClock.INSTANCE);
    SocketWriters writers =
        new SocketWriters(
            threads,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("catch-up").factory()),
            notificationBacklog,
            deliveryProgress::routed,
            clock,
            metrics);
    SocketTimeouts socketTimeouts =
        new SocketTimeouts(settings.heartbeat(), settings.pongTimeout(), CLOSING);
    Sockets sockets = new Sockets(writers, socketTimeouts, beats);
    metrics.bind(registry, sockets);
    return sockets;
  }

  @Bean
  BackgroundTask heartbeat(Sockets sockets) {
    return new BackgroundTask("heartbeat", BEAT, sockets::heartbeat);
  }
}

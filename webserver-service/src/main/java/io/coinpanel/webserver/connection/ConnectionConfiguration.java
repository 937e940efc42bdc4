package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.duty.Duty;
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

/** The clients that are connected, and their heartbeat. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionSettings.class)
class ConnectionConfiguration {

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  @Bean
  Progress progress() {
    return new Progress();
  }

  /** As many as can run at a time, as none ever waits for a client. */
  @Bean(defaultCandidate = false)
  @Qualifier("writers") ExecutorService writers() {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        Thread.ofPlatform().name("writer-", 1).daemon().factory());
  }

  @Bean
  Connections connections(
      ConnectionSettings settings,
      @Qualifier("writers") ExecutorService threads,
      Backlog backlog,
      Progress progress,
      InstantSource clock,
      MeterRegistry registry) {
    ConnectionMetrics metrics = new ConnectionMetrics(registry);
    BeatClock beats = new BeatClock(SystemNanoClock.INSTANCE);
    SocketWriters writers =
        new SocketWriters(
            threads,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("catch-up").factory()),
            backlog,
            progress::delivered,
            clock,
            metrics);
    Patience patience = new Patience(settings.heartbeat(), settings.pongPatience(), CLOSING);
    Connections connections = new Connections(writers, patience, beats);
    metrics.watch(registry, connections);
    return connections;
  }

  @Bean
  Duty heartbeat(Connections connections) {
    return new Duty("heartbeat", BEAT, connections::beat);
  }
}

package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.duty.Duty;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
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

  @Bean
  Connections connections(
      ConnectionSettings settings,
      Backlog backlog,
      Progress progress,
      InstantSource clock,
      MeterRegistry registry) {
    ConnectionMetrics metrics = new ConnectionMetrics(registry);
    SocketWriters writers =
        new SocketWriters(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("writer").factory()),
            backlog,
            progress::delivered,
            clock,
            metrics);
    Patience patience = new Patience(settings.heartbeat(), settings.pongPatience(), CLOSING);
    Connections connections = new Connections(writers, patience, clock);
    metrics.watch(registry, connections);
    return connections;
  }

  @Bean
  Duty heartbeat(Connections connections) {
    return new Duty("heartbeat", BEAT, connections::beat);
  }
}

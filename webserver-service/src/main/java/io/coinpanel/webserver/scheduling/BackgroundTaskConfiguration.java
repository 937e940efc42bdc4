package io.coinpanel.webserver.scheduling;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metrics and health of background tasks. */
@Configuration(proxyBeanMethods = false)
class BackgroundTaskConfiguration {

  @Bean
  MeterBinder taskMetrics(List<BackgroundTask> duties) {
    return registry -> duties.forEach(duty -> watch(duty, registry));
  }

  private static void watch(BackgroundTask duty, MeterRegistry registry) {
    FunctionCounter.builder("coinpanel.webserver.task.failures", duty, BackgroundTask::bugCount)
        .description("Failures of background tasks other than outages")
        .tag("task", duty.name())
        .register(registry);
  }

  /** Part of liveness: a task that failed with an Error may need a restart. */
  @Bean
  HealthIndicator tasksHealthIndicator(List<BackgroundTask> duties) {
    return () -> {
      List<String> broken =
          duties.stream().filter(BackgroundTask::isBroken).map(BackgroundTask::name).toList();
      return broken.isEmpty() ? Health.up().build() : Health.down().build();
    };
  }
}

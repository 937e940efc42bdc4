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
  MeterBinder taskMetrics(List<BackgroundTask> tasks) {
    return registry -> tasks.forEach(task -> watch(task, registry));
  }

  private static void watch(BackgroundTask task, MeterRegistry registry) {
    FunctionCounter.builder("coinpanel.webserver.task.failures", task, BackgroundTask::bugCount)
        .description("Failures of background tasks other than outages")
        .tag("task", task.name())
        .register(registry);
  }

  /** Part of liveness: a task that failed with an Error may need a restart. */
  @Bean
  HealthIndicator tasksHealthIndicator(List<BackgroundTask> tasks) {
    return () -> {
      List<String> broken =
          tasks.stream().filter(BackgroundTask::isBroken).map(BackgroundTask::name).toList();
      return broken.isEmpty() ? Health.up().build() : Health.down().build();
    };
  }
}

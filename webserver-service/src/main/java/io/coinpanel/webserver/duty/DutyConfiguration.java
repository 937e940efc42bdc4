package io.coinpanel.webserver.duty;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is seen of background tasks from outside. */
@Configuration(proxyBeanMethods = false)
class DutyConfiguration {

  @Bean
  MeterBinder taskMetrics(List<Duty> duties) {
    return registry -> duties.forEach(duty -> watch(duty, registry));
  }

  private static void watch(Duty duty, MeterRegistry registry) {
    FunctionCounter.builder("coinpanel.webserver.task.bugs", duty, Duty::bugs)
        .description("Failures of background tasks that were no outage")
        .tag("task", duty.name())
        .register(registry);
  }

  /** Part of liveness: a task that ends with an Error may need another process. */
  @Bean
  HealthIndicator tasksHealthIndicator(List<Duty> duties) {
    return () -> {
      List<String> broken = duties.stream().filter(Duty::isBroken).map(Duty::name).toList();
      return broken.isEmpty() ? Health.up().build() : Health.down().build();
    };
  }
}

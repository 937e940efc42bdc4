package io.coinpanel.webserver;

import static org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.support.SystemEnvironmentPropertySourceEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A variable that is set to nothing is not set: it has its default. Files of variables and {@code
 * docker-compose.yml} can hardly say otherwise that they leave one out.
 */
final class EmptyVariables implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    MutablePropertySources sources = environment.getPropertySources();
    PropertySource<?> variables = sources.get(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    if (variables != null && variables.getSource() instanceof Map<?, ?> all) {
      Map<String, Object> set = new HashMap<>();
      all.forEach(
          (name, value) -> {
            if (!String.valueOf(value).isBlank()) {
              set.put(String.valueOf(name), value);
            }
          });
      sources.replace(
          variables.getName(), new SystemEnvironmentPropertySource(variables.getName(), set));
    }
  }

  /** Before Boot wraps the variables, and before anything is read from them. */
  @Override
  public int getOrder() {
    return SystemEnvironmentPropertySourceEnvironmentPostProcessor.DEFAULT_ORDER - 1;
  }
}

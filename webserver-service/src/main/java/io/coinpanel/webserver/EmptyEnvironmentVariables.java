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
 * Treats empty environment variables as unset so that defaults apply; env files and {@code
 * docker-compose.yml} cannot omit a variable.
 */
final class EmptyEnvironmentVariables implements EnvironmentPostProcessor, Ordered {

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

  /** Runs before Boot wraps or reads the variables. */
  @Override
  public int getOrder() {
    return SystemEnvironmentPropertySourceEnvironmentPostProcessor.DEFAULT_ORDER - 1;
  }
}

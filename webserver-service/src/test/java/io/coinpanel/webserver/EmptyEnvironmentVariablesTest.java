package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class EmptyEnvironmentVariablesTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):");

  private static List<String> variables() throws IOException {
    return VARIABLE
        .matcher(new ClassPathResource("webserver.yml").getContentAsString(StandardCharsets.UTF_8))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static Map<String, String> settings(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment
        .getPropertySources()
        .replace(name, new SystemEnvironmentPropertySource(name, variables));
    new EmptyEnvironmentVariables().postProcessEnvironment(environment, new SpringApplication());
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("webserver.yml"));
    Properties properties = Objects.requireNonNull(yaml.getObject());
    Map<String, String> settings = new HashMap<>();
    for (String property : properties.stringPropertyNames()) {
      settings.put(property, environment.resolvePlaceholders(properties.getProperty(property)));
    }
    return settings;
  }

  @Test
  void aVariableThatIsSetToNothingHasItsDefault() throws IOException {
    Map<String, Object> empty = new HashMap<>();
    variables().forEach(variable -> empty.put(variable, ""));
    assertThat(empty).hasSizeGreaterThan(10);
    assertThat(settings(empty)).isEqualTo(settings(Map.of()));
  }

  @Test
  void aVariableThatIsSetCounts() {
    assertThat(settings(Map.of("WEBSERVER_PORT", "1234"))).containsEntry("server.port", "1234");
  }
}

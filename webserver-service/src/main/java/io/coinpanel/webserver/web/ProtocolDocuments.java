package io.coinpanel.webserver.web;

import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * What the documents of the endpoints say of the whole. The WebSocket's own, {@code
 * /asyncapi.yaml}, is a file.
 */
@Configuration(proxyBeanMethods = false)
class ProtocolDocuments {

  /** Most webservers are never asked for OpenAPI, so what makes it waits for who does ask. */
  @Bean
  static BeanFactoryPostProcessor openApiIsMadeWhenAskedFor() {
    return beans ->
        Arrays.stream(beans.getBeanDefinitionNames())
            .map(beans::getBeanDefinition)
            .filter(ProtocolDocuments::makesOpenApi)
            .forEach(definition -> definition.setLazyInit(true));
  }

  private static boolean makesOpenApi(BeanDefinition definition) {
    return Stream.of(definition.getBeanClassName(), definition.getFactoryBeanName())
        .anyMatch(name -> name != null && name.startsWith("org.springdoc."));
  }

  @Bean
  @Lazy
  OpenAPI httpEndpoints() {
    return new OpenAPI()
        .info(
            new Info()
                .title("CoinPanel, the HTTP endpoints")
                .description("What there is beside the WebSocket: symbols, health and metrics.")
                .version("1.0.0")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0.txt")))
        .externalDocs(
            new ExternalDocumentation().description("The WebSocket's").url("/asyncapi.yaml"))
        .paths(
            new Paths()
                .addPathItem(
                    "/actuator/health/liveness", probe("liveness", "Whether the process works"))
                .addPathItem(
                    "/actuator/health/readiness",
                    probe("readiness", "Whether it can serve clients")));
  }

  /** Groups of the health endpoint, which are not endpoints of their own. */
  private static PathItem probe(String name, String summary) {
    return new PathItem()
        .get(
            new Operation()
                .addTagsItem("Actuator")
                .operationId(name)
                .summary(summary)
                .responses(
                    new ApiResponses()
                        .addApiResponse("200", new ApiResponse().description("Yes"))
                        .addApiResponse("503", new ApiResponse().description("No"))));
  }
}

package io.coinpanel.webserver;

import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What OpenAPI says of the whole, and of what is no controller of its own. */
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  OpenAPI httpEndpoints() {
    return new OpenAPI()
        .info(
            new Info()
                .title("CoinPanel HTTP API")
                .description(
                    "Alerts, notifications, accounts, symbols and health over HTTP, beside the"
                        + " WebSocket. Errors are problem details (RFC 9457).")
                .version("1.0.0")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0.txt")))
        .servers(List.of(new Server().url("/").description("The webserver")))
        .externalDocs(
            new ExternalDocumentation().description("The WebSocket protocol").url("/asyncapi.yaml"))
        .paths(
            new Paths()
                .addPathItem(
                    "/actuator/health/liveness", probe("liveness", "Whether the process is alive"))
                .addPathItem(
                    "/actuator/health/readiness",
                    probe("readiness", "Whether it can serve clients")));
  }

  @Bean
  OpenApiProblems problems() {
    return new OpenApiProblems();
  }

  /** Groups of the health endpoint, which are not endpoints of their own. */
  private static PathItem probe(String name, String summary) {
    return new PathItem()
        .get(
            new Operation()
                .addTagsItem("Health")
                .operationId(name)
                .summary(summary)
                .responses(
                    new ApiResponses()
                        .addApiResponse("200", new ApiResponse().description("Yes"))
                        .addApiResponse("503", new ApiResponse().description("No"))));
  }
}

package io.coinpanel.ingestion;

import java.sql.SQLException;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The ingestion service: trades in, committed notifications out. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestionSettings.class)
public class IngestionApplication {

  /** The application builder; several instances can run in one process. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(IngestionApplication.class)
        .properties("spring.config.name=ingestion")
        .bannerMode(Banner.Mode.OFF);
  }

  /**
   * Runs the service; with the argument {@code migrate} or {@code restored} only a {@link
   * DatabaseCommand}.
   */
  public static void main(String[] arguments) throws InterruptedException, SQLException {
    switch (arguments.length == 1 ? arguments[0] : "") {
      case "migrate" -> DatabaseCommand.MIGRATE.run();
      case "restored" -> DatabaseCommand.RESTORED.run();
      default -> builder().run(arguments);
    }
  }
}

package io.coinpanel.ingestion;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Ingestion as a process: trades in, committed notifications out. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestionSettings.class)
public class IngestionApplication {

  /** The application, ready to run; several can run in one process. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(IngestionApplication.class)
        .properties("spring.config.name=ingestion")
        .bannerMode(Banner.Mode.OFF);
  }

  /** Runs it, or with the argument {@code migrate} only brings the schema up to date. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length == 1 && arguments[0].equals("migrate")) {
      MigrateCommand.run();
    } else {
      builder().run(arguments);
    }
  }
}

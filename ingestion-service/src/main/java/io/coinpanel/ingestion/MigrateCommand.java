package io.coinpanel.ingestion;

import io.coinpanel.database.DatabaseStartup;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/**
 * Migrates the schema and exits: for a job whose user owns the schema when the services' users do
 * not. Uses ingestion's settings.
 */
final class MigrateCommand {

  private static final Logger LOG = LoggerFactory.getLogger(MigrateCommand.class);

  private MigrateCommand() {}

  static void run(String... arguments) throws InterruptedException {
    try (var context =
            new SpringApplicationBuilder(Settings.class)
                .properties("spring.config.name=ingestion")
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run(arguments);
        DatabaseStartup databaseStartup =
            IngestionConfiguration.databaseStartup(
                context.getBean(DataSource.class), context.getEnvironment())) {
      databaseStartup.await();
      LOG.info("The schema is up to date");
    }
  }

  /** Only the database connection. */
  @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
  private static final class Settings {}
}

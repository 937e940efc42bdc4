package io.coinpanel.ingestion;

import io.coinpanel.database.Preparation;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/**
 * Brings the schema up to date and ends: for a job whose user owns it, beside services whose users
 * do not. Its settings are ingestion's.
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
        Preparation preparation =
            IngestionConfiguration.preparation(
                context.getBean(DataSource.class), context.getEnvironment())) {
      preparation.await();
      LOG.info("The schema is up to date");
    }
  }

  /** What connects to the database, and nothing else. */
  @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
  private static final class Settings {}
}

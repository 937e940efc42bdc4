package io.coinpanel.ingestion;

import io.coinpanel.database.DatabaseStartup;
import io.coinpanel.database.RestoredDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/**
 * Does something to the database and exits: for a job whose user owns the schema when the services'
 * users do not. Uses ingestion's settings.
 */
enum DatabaseCommand {
  /** Migrates the schema. */
  MIGRATE {
    @Override
    void run(DataSource database) {
      LOG.info("The schema is up to date");
    }
  },

  /** Also makes a database usable that was restored from an older dump. */
  RESTORED {
    @Override
    void run(DataSource database) throws SQLException {
      RestoredDatabase.advance(database);
      LOG.info("The database is ready: ids will not be reused. Start the services");
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCommand.class);

  /** With the schema up to date. */
  abstract void run(DataSource database) throws SQLException;

  void run(String... arguments) throws InterruptedException, SQLException {
    try (var context =
        new SpringApplicationBuilder(Settings.class)
            .properties("spring.config.name=ingestion")
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .run(arguments)) {
      DataSource database = context.getBean(DataSource.class);
      try (DatabaseStartup databaseStartup =
          IngestionConfiguration.databaseStartup(database, context.getEnvironment())) {
        databaseStartup.await();
      }
      run(database);
    }
  }

  /** Only the database connection. */
  @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
  private static final class Settings {}
}

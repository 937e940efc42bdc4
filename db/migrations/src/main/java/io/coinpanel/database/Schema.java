package io.coinpanel.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database schema, as the Flyway migrations beside this class describe it. */
public final class Schema {

  private Schema() {}

  /**
   * Brings the database up to date. Safe to call from several processes at once: Flyway's lock lets
   * one migrate and the others find it done.
   *
   * @throws org.flywaydb.core.api.FlywayException if the database cannot be reached or a migration
   *     fails
   */
  public static void migrate(DataSource database) {
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
  }
}

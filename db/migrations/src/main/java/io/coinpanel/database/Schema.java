package io.coinpanel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateResult;

/** The database schema, as the Flyway migrations beside this class describe it. */
public final class Schema {

  // An empty schema counts as owned by whoever may create tables in it; the services' restricted
  // roles are granted that right only together with the tables.
  private static final String OWNED =
      """
      select coalesce(
        (select pg_has_role(history.relowner, 'usage') from pg_class history
         where history.oid = to_regclass('flyway_schema_history')),
        has_schema_privilege(current_schema(), 'create'),
        false)
      """;

  private Schema() {}

  /**
   * Migrates the database. Safe to call concurrently: Flyway's lock serialises migrations.
   *
   * @throws IncompatibleSchemaException as {@link #requireCompatible} does
   * @throws org.flywaydb.core.api.FlywayException if the database cannot be reached or a migration
   *     fails
   */
  public static void migrate(DataSource database) {
    try {
      flyway(database).migrate();
    } catch (FlywayValidateException differs) {
      throw new IncompatibleSchemaException();
    }
  }

  /**
   * Checks that the migrations this database was given are those of this program; later ones are
   * fine, missing ones too. Writes nothing.
   *
   * @throws IncompatibleSchemaException if they differ
   * @throws org.flywaydb.core.api.FlywayException if the database cannot be reached or read
   */
  public static void requireCompatible(DataSource database) {
    ValidateResult result = flyway(database).validateWithResult();
    if (!result.validationSuccessful) {
      throw new IncompatibleSchemaException();
    }
  }

  /** Whether the user of these connections may migrate: it owns the schema. */
  static boolean isOwnedByUserOf(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(OWNED)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * The version that this program needs and the database does not have yet; empty if it is there.
   *
   * @throws org.flywaydb.core.api.FlywayException if the database cannot be reached or read
   */
  static Optional<String> requiredVersionIfMissing(DataSource database) {
    return Arrays.stream(flyway(database).info().pending())
        .reduce((earlier, later) -> later)
        .map(MigrationInfo::getVersion)
        .map(Object::toString);
  }

  private static Flyway flyway(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .ignoreMigrationPatterns("*:pending", "*:future")
        .load();
  }
}

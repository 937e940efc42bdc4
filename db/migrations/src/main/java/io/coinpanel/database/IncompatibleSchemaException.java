package io.coinpanel.database;

/** The database was migrated by another line of versions, whose data this program cannot read. */
public final class IncompatibleSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IncompatibleSchemaException() {
    super(
        "the database has the schema of a development version before 0.1, which cannot be migrated;"
            + " it was not changed");
  }
}

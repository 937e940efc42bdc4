package io.coinpanel.webserver.subscription;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Where an owner's stored notifications begin. */
public final class StoredNotifications {

  private static final String POSITION =
      """
      select
        dropped_id >= :id or exists (
          select from notification where owner_id = owner.id and id = :id
        ),
        dropped_id <= :id
      from owner
      where id = :owner
      """;

  private final JdbcClient database;

  StoredNotifications(JdbcClient database) {
    this.database = database;
  }

  /**
   * What is known of a notification that a client names.
   *
   * @param isKnown whether it is one of the owner's; of the dropped ones only the last is known
   * @param isComplete whether all later ones are still stored
   */
  public record Position(boolean isKnown, boolean isComplete) {}

  public Position position(long ownerId, long notificationId) {
    return database
        .sql(POSITION)
        .param("owner", ownerId)
        .param("id", notificationId)
        .query((row, number) -> new Position(row.getBoolean(1), row.getBoolean(2)))
        .optional()
        .orElse(new Position(false, false));
  }
}

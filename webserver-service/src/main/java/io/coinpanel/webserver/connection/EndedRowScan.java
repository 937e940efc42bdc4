package io.coinpanel.webserver.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Scans a table's ended rows in order of their end. Rows that must stay are skipped a few at a
 * time; the next scan continues there and wraps around.
 */
final class EndedRowScan {

  /** A walk ends after so many batches of which nothing was deleted. */
  private static final int MAX_IDLE_BATCHES = 10;

  private static final Row START = new Row(0, Instant.EPOCH.atOffset(ZoneOffset.UTC));

  private final JdbcClient database;
  private final String select;
  private final int batch;
  private Row last = START;
  private int idle;

  private record Row(long id, OffsetDateTime endedAt) {}

  EndedRowScan(JdbcClient database, String table, int batch) {
    this.database = database;
    this.batch = batch;
    this.select =
        """
        select id, ended_at
        from %s
        where ended_at >= ? and ended_at < ? and (ended_at > ? or id > ?)
        order by ended_at, id
        limit ?
        """
            .formatted(table);
  }

  void begin() {
    idle = 0;
  }

  /**
   * Processes the next rows.
   *
   * @param delete gets their ids, and returns how many of them it has deleted
   * @return whether to continue
   */
  boolean next(OffsetDateTime before, ToIntFunction<Long[]> delete) {
    List<Row> rows =
        database
            .sql(select)
            .params(last.endedAt(), before, last.endedAt(), last.id(), batch)
            .query((row, number) -> row(row))
            .list();
    int deleted = rows.isEmpty() ? 0 : delete.applyAsInt(ids(rows));
    boolean more = rows.size() == batch;
    last = more ? rows.getLast() : START;
    idle = deleted > 0 ? 0 : idle + 1;
    return more && idle < MAX_IDLE_BATCHES;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong(1), row.getObject(2, OffsetDateTime.class));
  }

  private static Long[] ids(List<Row> rows) {
    return rows.stream().map(Row::id).toArray(Long[]::new);
  }
}

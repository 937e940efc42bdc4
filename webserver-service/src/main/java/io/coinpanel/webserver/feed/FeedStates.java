package io.coinpanel.webserver.feed;

import io.coinpanel.webserver.protocol.ServerMessage.FeedOk;
import io.coinpanel.webserver.protocol.ServerMessage.FeedStale;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which symbols' trades ingestion cannot see, as the tables say. */
public final class FeedStates {

  /** The two times of an outage are taken by different clocks. */
  private static final Duration TOLERANCE = Duration.ofSeconds(90);

  /** Without a batch for this long ingestion is down, and every symbol is stale. */
  private static final Duration AWAY = Duration.ofSeconds(60);

  // Both times are the database's.
  private static final String AWAY_SINCE =
      """
      select whole_until
      from leadership
      where whole_until < now() - make_interval(secs => ?)
      """;
  private static final String STALE = "select symbol, since from symbol_feed where state = 'stale'";
  private static final String OK =
      """
      select symbol, since, found, missing
      from symbol_feed
      where symbol = any (?) and state = 'ok'
      """;

  private final JdbcClient database;

  public FeedStates(JdbcClient database) {
    this.database = database;
  }

  /**
   * The stale symbols.
   *
   * @param allSince since when ingestion is down; empty while it is running
   * @param bySymbol since when a symbol's trades may not have been received
   */
  public record Blindness(Optional<Instant> allSince, Map<String, Instant> bySymbol) {

    boolean isEmpty() {
      return allSince.isEmpty() && bySymbol.isEmpty();
    }

    public Optional<FeedStale> of(String symbol) {
      Instant since = bySymbol.get(symbol);
      return Optional.ofNullable(since).or(() -> allSince).map(time -> new FeedStale(symbol, time));
    }
  }

  public Blindness read() {
    Optional<Instant> away =
        database
            .sql(AWAY_SINCE)
            .param(AWAY.toSeconds())
            .query((row, number) -> instant(row, 1))
            .optional();
    Map<String, Instant> stale = new HashMap<>();
    database
        .sql(STALE)
        .query(
            row -> {
              stale.put(row.getString(1), instant(row, 2));
            });
    return new Blindness(away, stale);
  }

  /** What was found of symbols that are received again; absent where nothing was missed. */
  public Map<String, FeedOk> found(Collection<String> symbols) {
    Map<String, FeedOk> found = new HashMap<>();
    database
        .sql(OK)
        .param(symbols.toArray(String[]::new))
        .query(
            row -> {
              String symbol = row.getString(1);
              found.put(
                  symbol, new FeedOk(symbol, instant(row, 2), row.getLong(3), row.getLong(4)));
            });
    return found;
  }

  /** What was found, if it is about this outage and not an earlier one; otherwise null. */
  public static @Nullable FeedOk answer(FeedStale stale, @Nullable FeedOk found) {
    return found != null && !found.since().isBefore(stale.since().minus(TOLERANCE)) ? found : null;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}

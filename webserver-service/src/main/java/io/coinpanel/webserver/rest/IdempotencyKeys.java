package io.coinpanel.webserver.rest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The stored answers to requests with an {@code Idempotency-Key}, for all webservers. The table
 * decides: the one that inserts a key executes the request.
 */
final class IdempotencyKeys {

  static final Duration KEPT = Duration.ofHours(24);

  /** Longer than any request can take: its webserver is dead. */
  static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);

  /** Keys of one owner. */
  private static final int MAX = 10_000;

  private static final int BATCH = 1_000;

  private static final String BEGIN =
      """
      insert into idempotency_key as known (owner_id, key, body_hash, attempt, created_at)
      select :owner, :key, :hash, :attempt, :now
      where (
        select count(*) from (
          select from idempotency_key where owner_id = :owner limit :max
        ) counted) < :max
      on conflict (owner_id, key) do update
      set body_hash = excluded.body_hash, attempt = excluded.attempt,
        created_at = excluded.created_at, status = null, subscription_id = null,
        revision = null, answer = null
      where known.created_at <= :expired
        or known.status is null and known.created_at <= :abandoned
      """;
  private static final String FIND =
      """
      select body_hash, status, subscription_id, revision, answer
      from idempotency_key
      where owner_id = ? and key = ?
      """;
  private static final String FINISH =
      """
      update idempotency_key
      set status = ?, subscription_id = ?, revision = ?, answer = ?
      where owner_id = ? and key = ? and attempt = ?
      """;
  private static final String ABANDON =
      """
      delete from idempotency_key
      where owner_id = ? and key = ? and attempt = ?
      """;
  private static final String DELETE_EXPIRED =
      """
      delete from idempotency_key
      where (owner_id, key) in (
        select owner_id, key from idempotency_key
        where created_at <= ?
        limit ?
      )
      """;

  private final JdbcClient database;
  private final InstantSource clock;

  IdempotencyKeys(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** An owner's key. */
  record Key(long owner, String text) {}

  /** What was answered: a subscription. */
  record Answer(int status, long subscription, int revision, String body) {}

  sealed interface Claim {

    /** To be executed, then {@link #finish finished} or {@link #abandon abandoned}. */
    record Execute(UUID attempt) implements Claim {}

    record Answered(Answer answer) implements Claim {}

    /** The key belongs to a request with another body. */
    record OtherBody() implements Claim {}

    /** The first request has not been answered yet. */
    record Running() implements Claim {}

    /** The owner has too many keys. */
    record TooMany() implements Claim {}
  }

  Claim claim(Key key, byte[] bodyHash) {
    UUID attempt = UUID.randomUUID();
    Instant now = clock.instant();
    int claimed =
        database
            .sql(BEGIN)
            .param("owner", key.owner())
            .param("key", key.text())
            .param("hash", bodyHash)
            .param("attempt", attempt)
            .param("now", utc(now))
            .param("max", MAX)
            .param("expired", utc(now.minus(KEPT)))
            .param("abandoned", utc(now.minus(LONGEST_REQUEST)))
            .update();
    return claimed == 1 ? new Claim.Execute(attempt) : find(key, bodyHash);
  }

  private Claim find(Key key, byte[] bodyHash) {
    return database
        .sql(FIND)
        .params(key.owner(), key.text())
        .query(
            (row, number) ->
                Arrays.equals(bodyHash, row.getBytes(1)) ? answered(row) : new Claim.OtherBody())
        .optional()
        .orElseGet(() -> hasRoom(key.owner()) ? new Claim.Running() : new Claim.TooMany());
  }

  private static Claim answered(ResultSet row) throws SQLException {
    String body = row.getString(5);
    return body == null
        ? new Claim.Running()
        : new Claim.Answered(new Answer(row.getInt(2), row.getLong(3), row.getInt(4), body));
  }

  /** Without room it was not inserted; otherwise it was deleted a moment ago. */
  private boolean hasRoom(long owner) {
    int count =
        database
            .sql("select count(*) from idempotency_key where owner_id = ?")
            .param(owner)
            .query(Integer.class)
            .single();
    return count < MAX;
  }

  void finish(Key key, UUID attempt, Answer answer) {
    database
        .sql(FINISH)
        .params(
            answer.status(),
            answer.subscription(),
            answer.revision(),
            answer.body(),
            key.owner(),
            key.text(),
            attempt)
        .update();
  }

  /** Nothing was done: the key is free. */
  void abandon(Key key, UUID attempt) {
    database.sql(ABANDON).params(key.owner(), key.text(), attempt).update();
  }

  /** Deletes some that have expired; returns whether there may be more. */
  boolean deleteExpired() {
    return database.sql(DELETE_EXPIRED).params(utc(clock.instant().minus(KEPT)), BATCH).update()
        == BATCH;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}

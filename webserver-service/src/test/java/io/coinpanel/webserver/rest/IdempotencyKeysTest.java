package io.coinpanel.webserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.webserver.rest.IdempotencyKeys.Answer;
import io.coinpanel.webserver.rest.IdempotencyKeys.Claim;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyKeysTest {

  private static final byte[] BODY = {1};
  private static final byte[] OTHER_BODY = {2};
  private static final Answer ANSWER = new Answer(201, 7, 1, "{}");

  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient rows = JdbcClient.create(database.dataSource());
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final IdempotencyKeys keys = new IdempotencyKeys(rows, () -> now);
  private IdempotencyKeys.Key key;

  @BeforeEach
  void insertOwner() {
    long owner =
        rows.sql("insert into owner default values returning id").query(Long.class).single();
    key = new IdempotencyKeys.Key(owner, "key");
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  private Claim.Execute execute() {
    Claim claim = keys.claim(key, BODY);
    assertThat(claim).isInstanceOf(Claim.Execute.class);
    return (Claim.Execute) claim;
  }

  @Test
  void isExecutedOnceAndThenRepeated() {
    Claim.Execute first = execute();
    assertThat(keys.claim(key, BODY)).isEqualTo(new Claim.Running());
    keys.finish(key, first.attempt(), ANSWER);
    assertThat(keys.claim(key, BODY)).isEqualTo(new Claim.Answered(ANSWER));
    assertThat(keys.claim(key, OTHER_BODY)).isEqualTo(new Claim.OtherBody());
  }

  @Test
  void isFreeAgainAfterADay() {
    keys.finish(key, execute().attempt(), ANSWER);
    now = now.plus(IdempotencyKeys.KEPT).minusMillis(1);
    assertThat(keys.claim(key, BODY)).isEqualTo(new Claim.Answered(ANSWER));
    now = now.plusMillis(1);
    assertThat(keys.claim(key, OTHER_BODY)).isInstanceOf(Claim.Execute.class);
  }

  @Test
  void isFreeAgainOnceAbandoned() {
    keys.abandon(key, execute().attempt());
    execute();
  }

  @Test
  void isTakenOverFromAWebserverThatIsGoneAndWhoseLateAnswerIsDropped() {
    Claim.Execute lost = execute();
    now = now.plus(IdempotencyKeys.LONGEST_REQUEST);
    Claim.Execute next = execute();
    keys.finish(key, lost.attempt(), new Answer(200, 1, 1, "late"));
    assertThat(keys.claim(key, BODY)).isEqualTo(new Claim.Running());
    keys.finish(key, next.attempt(), ANSWER);
    assertThat(keys.claim(key, BODY)).isEqualTo(new Claim.Answered(ANSWER));
  }

  @Test
  void areLimitedForEachOwner() {
    rows.sql(
            "insert into idempotency_key (owner_id, key, body_hash, attempt, created_at)"
                + " select ?, n::text, '', gen_random_uuid(), '2026-01-01T00:00:00Z'"
                + " from generate_series(1, 10000) n")
        .param(key.owner())
        .update();
    assertThat(keys.claim(key, BODY)).isEqualTo(new Claim.TooMany());
    now = now.plus(IdempotencyKeys.KEPT).plus(Duration.ofSeconds(1));
    boolean more = true;
    while (more) {
      more = keys.deleteExpired();
    }
    assertThat(rows.sql("select count(*) from idempotency_key").query(Integer.class).single())
        .isZero();
    execute();
  }
}

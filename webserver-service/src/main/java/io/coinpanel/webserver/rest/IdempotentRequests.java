package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.rest.IdempotencyKeys.Answer;
import io.coinpanel.webserver.rest.IdempotencyKeys.Claim;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes a request with an {@code Idempotency-Key} once, and then repeats its answer. */
final class IdempotentRequests {

  private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private final IdempotencyKeys keys;

  /** What is done once. */
  interface Request {
    Answer execute() throws InvalidCommandException;
  }

  IdempotentRequests(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /**
   * The answer, of this request or of the first one with the same key. A request that fails leaves
   * its key free.
   *
   * @param key null to execute it in any case
   */
  Answer answer(long owner, @Nullable String key, RequestBody body, Request request)
      throws InvalidCommandException {
    if (key == null) {
      return request.execute();
    }
    if (!KEY.matcher(key).matches()) {
      throw Problem.ofParameter(
              ErrorCode.INVALID_MESSAGE,
              HEADER + " must be 1 to 64 visible ASCII characters",
              HEADER)
          .toException();
    }
    IdempotencyKeys.Key claimed = new IdempotencyKeys.Key(owner, key);
    return switch (keys.claim(claimed, body.hash())) {
      case Claim.Execute(UUID attempt) -> execute(claimed, attempt, request);
      case Claim.Answered(Answer answer) -> answer;
      case Claim.OtherBody() ->
          throw Problem.of(ErrorCode.INVALID_MESSAGE, HEADER + " was used for another body", HEADER)
              .toException();
      case Claim.Running() ->
          throw Problem.of(ErrorCode.CONFLICT, "the first request with this key is running")
              .toException();
      case Claim.TooMany() ->
          throw Problem.of(ErrorCode.RATE_LIMITED, "too many keys in a day").toException();
    };
  }

  private Answer execute(IdempotencyKeys.Key key, UUID attempt, Request request)
      throws InvalidCommandException {
    try {
      Answer answer = request.execute();
      keys.finish(key, attempt, answer);
      return answer;
    } catch (InvalidCommandException | RuntimeException e) {
      abandon(key, attempt);
      throw e;
    }
  }

  private void abandon(IdempotencyKeys.Key key, UUID attempt) {
    try {
      keys.abandon(key, attempt);
    } catch (RuntimeException e) {
      LOG.debug("an idempotency key of account {} stays reserved until it expires", key.owner(), e);
    }
  }
}

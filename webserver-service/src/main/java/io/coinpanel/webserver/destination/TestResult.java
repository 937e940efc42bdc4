package io.coinpanel.webserver.destination;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a test message.
 *
 * @param status the receiver's HTTP status; null without one
 * @param error null if it was accepted
 */
@Schema(name = "TestResult")
public record TestResult(
    @Schema(allowableValues = {"accepted", "refused", "failed"}) String outcome,
    @Nullable Integer status,
    @Nullable String error) {

  static TestResult of(AttemptOutcome outcome) {
    return switch (outcome) {
      case AttemptOutcome.Accepted(Integer status) -> new TestResult("accepted", status, null);
      case AttemptOutcome.Refused(int status, String answer) ->
          new TestResult("refused", status, answer);
      case AttemptOutcome.Failed failed ->
          new TestResult("failed", failed.status(), failed.error());
      case AttemptOutcome.Unanswered(String error) -> new TestResult("failed", null, error);
      case AttemptOutcome.Gone gone -> new TestResult("failed", gone.status(), gone.error());
    };
  }
}

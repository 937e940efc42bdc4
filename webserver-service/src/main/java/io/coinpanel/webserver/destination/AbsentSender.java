package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says that this server is not set up for a kind: messages wait until it is again. */
record AbsentSender(DestinationKind kind) implements Inviting {

  @Override
  public Duration pace() {
    return Duration.ZERO;
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message) {
    return new AttemptOutcome.Failed(null, reason(), "", null);
  }

  @Override
  public @Nullable String invite(DestinationRow destination, String code) {
    throw Problem.of(ErrorCode.UNAVAILABLE, reason()).toException();
  }

  private String reason() {
    return "this server is not set up for " + kind.wireName();
  }
}

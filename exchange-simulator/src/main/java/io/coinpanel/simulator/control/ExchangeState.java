package io.coinpanel.simulator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.limits.Violation;
import io.coinpanel.simulator.source.Replay;
import io.coinpanel.simulator.stream.ConnectionView;
import io.coinpanel.simulator.stream.StreamConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** State of the exchange, as exposed by the control API. */
@JsonNaming(SnakeCaseStrategy.class)
record ExchangeState(
    long trades,
    long framesSent,
    long framesReceived,
    long connectionAttempts,
    long unansweredUpgrades,
    List<OpenConnection> connections,
    List<LimitViolation> violations,
    long requests,
    int weightUsed,
    String walkRate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReplayState replay) {

  @JsonNaming(SnakeCaseStrategy.class)
  record OpenConnection(
      long id,
      String address,
      boolean combined,
      boolean stalled,
      List<String> streams,
      long pongs,
      long framesReceived) {

    static OpenConnection of(ConnectionView view) {
      return new OpenConnection(
          view.id(),
          view.address(),
          view.combined(),
          view.stalled(),
          view.streams().stream().sorted().toList(),
          view.pongs(),
          view.framesReceived());
    }
  }

  record LimitViolation(String at, String limit, String address, String detail) {

    static LimitViolation of(Violation violation) {
      return new LimitViolation(
          violation.at().toString(),
          violation.limit().toString(),
          violation.address(),
          violation.detail());
    }
  }

  /** The newest replay; {@code failure} is there if it ended badly. */
  record ReplayState(
      long published,
      boolean finished,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String failure) {

    static ReplayState of(Replay replay) {
      boolean failed = replay.finished().isCompletedExceptionally();
      return new ReplayState(
          replay.published(),
          replay.finished().isDone(),
          failed ? String.valueOf(replay.finished().exceptionNow().getMessage()) : null);
    }
  }

  static ExchangeState of(Exchange exchange) {
    Replay replay = exchange.running().newest();
    return new ExchangeState(
        exchange.market().published(),
        exchange.streams().sent(),
        exchange.streamExchange().framesReceived(),
        exchange.streamExchange().attempts(),
        exchange.streamExchange().unansweredUpgrades(),
        exchange.streams().open().stream()
            .map(StreamConnection::view)
            .map(OpenConnection::of)
            .toList(),
        exchange.violations().all().stream().map(LimitViolation::of).toList(),
        exchange.rest().requests(),
        exchange.rest().weightUsed(),
        rate(exchange.running().rate()),
        replay == null ? null : ReplayState.of(replay));
  }

  private static String rate(double rate) {
    return Double.isInfinite(rate) ? "max" : Double.toString(rate);
  }
}

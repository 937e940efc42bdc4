package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.rest.RestOutcome.Answered;
import io.coinpanel.simulator.rules.RestRules;
import io.coinpanel.simulator.rules.Violations;
import java.time.Duration;
import java.time.InstantSource;

/** The exchange behind REST: faults first, then the weight, then the answer. */
public final class RestExchange {

  private final InstantSource clock;
  private final Weights weights;
  private final Endpoints endpoints;
  private final RestFaults faults = new RestFaults();
  private long requests;

  public RestExchange(Market market, RestRules rules, InstantSource clock, Violations violations) {
    this.clock = clock;
    weights = new Weights(rules, violations);
    endpoints = new Endpoints(market, clock, rules.weightPerMinute());
  }

  public RestFaults faults() {
    return faults;
  }

  /** Answers only with trades that are older than this. */
  public void lag(Duration lag) {
    endpoints.lag(lag);
  }

  /** Refuses every request of every address with 418 for this long; zero ends it. */
  public void ban(Duration length) {
    weights.ban(clock.millis() + length.toMillis());
  }

  /** Requests so far, spoiled ones too. */
  public long requests() {
    return requests;
  }

  /** Weight used by all in this minute. */
  public int weightUsed() {
    return weights.used(clock.millis());
  }

  public RestOutcome serve(RestRequest request) {
    requests++;
    RestFault fault = faults.meet(request).orElse(new RestFault.Delay(Duration.ZERO));
    return switch (fault) {
      case RestFault.Silence _ -> new RestOutcome.Unanswered();
      case RestFault.Reset _ -> new RestOutcome.Cut();
      case RestFault.Status status -> new Answered(spoiled(status), Duration.ZERO);
      case RestFault.Delay delay -> new Answered(answer(request), delay.delay());
      case RestFault.Body body -> new Answered(with(answer(request), body.text()), Duration.ZERO);
      case RestFault.Gzip _ ->
          new Answered(answer(request).with("Content-Encoding", "gzip"), Duration.ZERO);
      case RestFault.ChangedRow row -> {
        RestAnswer answer = answer(request);
        yield new Answered(
            with(answer, row.change().apply(answer.body(), row.field())), Duration.ZERO);
      }
    };
  }

  private static RestAnswer spoiled(RestFault.Status fault) {
    RestAnswer answer = RestAnswer.failed(fault.status(), -1000, "An unknown error occurred.");
    String retryAfter = fault.retryAfter();
    return retryAfter == null ? answer : answer.with("Retry-After", retryAfter);
  }

  /** A refusal stays as it is. */
  private static RestAnswer with(RestAnswer answer, String body) {
    return answer.status() == 200 ? new RestAnswer(200, body, answer.headers()) : answer;
  }

  private RestAnswer answer(RestRequest request) {
    long now = clock.millis();
    RestAnswer answer =
        weights
            .charge(request.address(), Endpoints.weight(request), now)
            .orElseGet(() -> endpoints.answer(request));
    return answer.with("X-MBX-USED-WEIGHT-1M", weights.used(request.address(), now));
  }
}

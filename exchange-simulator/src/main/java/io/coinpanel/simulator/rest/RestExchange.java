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
    };
  }

  private static RestAnswer spoiled(RestFault.Status fault) {
    RestAnswer answer = RestAnswer.failed(fault.status(), -1000, "An unknown error occurred.");
    return fault.retryAfter().isPresent()
        ? answer.with("Retry-After", fault.retryAfter().getAsInt())
        : answer;
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

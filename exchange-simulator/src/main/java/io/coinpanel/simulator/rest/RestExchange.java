package io.coinpanel.simulator.rest;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.coinpanel.simulator.limits.RestLimits;
import io.coinpanel.simulator.limits.Violations;
import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.rest.RestOutcome.Answered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The REST side of the exchange: applies faults, then weight limits, then responds. */
public final class RestExchange {

  private final InstantSource clock;
  private final WeightLimit weightLimit;
  private final RestEndpoints restEndpoints;
  private final RestFaults faults = new RestFaults();
  private long requests;

  public RestExchange(Market market, RestLimits rules, InstantSource clock, Violations violations) {
    this.clock = clock;
    weightLimit = new WeightLimit(rules, violations);
    restEndpoints = new RestEndpoints(market, clock, rules.weightPerMinute());
  }

  public RestFaults faults() {
    return faults;
  }

  /** Answers only with trades that are older than this. */
  public void lag(Duration lag) {
    restEndpoints.lag(lag);
  }

  /** Refuses every request of every address with 418 for this long; zero ends it. */
  public void ban(Duration length) {
    weightLimit.ban(clock.millis() + length.toMillis());
  }

  /** Requests so far, spoiled ones too. */
  public long requests() {
    return requests;
  }

  /** Weight used by all in this minute. */
  public int weightUsed() {
    return weightLimit.used(clock.millis());
  }

  public RestOutcome serve(RestRequest request) {
    requests++;
    RestFault fault = faults.next(request).orElse(new RestFault.Delay(Duration.ZERO));
    return switch (fault) {
      case RestFault.NoResponse _ -> new RestOutcome.Unanswered();
      case RestFault.Reset _ -> new RestOutcome.Reset();
      case RestFault.Status status -> new Answered(faulty(status), Duration.ZERO);
      case RestFault.Delay delay -> new Answered(answer(request), delay.delay());
      case RestFault.Body body -> new Answered(with(answer(request), body.text()), Duration.ZERO);
      case RestFault.Gzip _ ->
          new Answered(answer(request).with("Content-Encoding", "gzip"), Duration.ZERO);
      case RestFault.CorruptRow row -> {
        RestResponse answer = answer(request);
        yield new Answered(
            with(answer, row.change().apply(answer.body(), row.field())), Duration.ZERO);
      }
    };
  }

  private static RestResponse faulty(RestFault.Status fault) {
    RestResponse answer = RestResponse.failed(fault.status(), -1000, "An unknown error occurred.");
    String retryAfter = fault.retryAfter();
    return retryAfter == null ? answer : answer.with("Retry-After", retryAfter);
  }

  /** Rejections are not changed. */
  private static RestResponse with(RestResponse answer, String body) {
    return answer.status() == 200 ? new RestResponse(200, body, answer.headers()) : answer;
  }

  private RestResponse answer(RestRequest request) {
    long now = clock.millis();
    RestResponse answer =
        weightLimit
            .charge(request.address(), RestEndpoints.weight(request), now)
            .orElseGet(() -> restEndpoints.answer(request));
    return answer
        .with("X-MBX-USED-WEIGHT-1M", weightLimit.used(request.address(), now))
        .with("Date", RFC_1123_DATE_TIME.format(Instant.ofEpochMilli(now).atZone(ZoneOffset.UTC)));
  }
}

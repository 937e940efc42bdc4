package io.coinpanel.webserver.rest;

import io.coinpanel.backtest.BacktestTerms;
import io.coinpanel.backtest.NotificationFields;
import io.coinpanel.model.Parameter;
import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.backtest.BacktestOutcome;
import io.coinpanel.webserver.backtest.Backtests;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.symbols.Symbols;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Tries terms on past trades. */
@RestController
@Tag(name = "Backtests", description = "Which notifications an alert would have produced")
class BacktestController {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration NEXT_MINUTE = Duration.ofMinutes(1);
  private static final Set<String> FIELDS = fieldNames();

  private final Backtests backtests;
  private final Symbols symbols;
  private final InstantSource clock;

  // An expiry may be past.
  private final TermsParser parser = new TermsParser(() -> Instant.EPOCH);

  BacktestController(Backtests backtests, Symbols symbols, InstantSource clock) {
    this.backtests = backtests;
    this.symbols = symbols;
    this.clock = clock;
  }

  private static Set<String> fieldNames() {
    Set<String> names = new HashSet<>(Parameter.NAMES);
    names.addAll(
        List.of("symbol", "condition", "repeat", "cooldown_seconds", "expires_at", "start", "end"));
    return Set.copyOf(names);
  }

  /**
   * It writes its answer itself: a blank after each page of history shows whether the client is
   * still there, and is nothing to a reader of JSON.
   */
  @PostMapping(path = "/api/v1/backtest", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Test an alert on past trades",
      description =
          "The exchange limits how many trades can be fetched; truncated is true if it did.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(schema = @Schema(implementation = BacktestSchemas.NewBacktest.class))))
  @ApiResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(implementation = BacktestSchemas.Finished.class)))
  void backtest(
      @io.swagger.v3.oas.annotations.Parameter(hidden = true) @AuthenticationPrincipal
          @Nullable AccountPrincipal account,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InvalidCommandException, InterruptedException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_READ);
    Fields fields = RequestBody.read(request, RequestBody.MAX).fields(FIELDS);
    BacktestTerms terms = terms(fields);
    Instant start = instant(fields, "start");
    Instant end = instant(fields, "end");
    check(start, end);
    BacktestOutcome outcome = backtests.run(owner.id(), terms, start, end, () -> isThere(response));
    switch (outcome) {
      case BacktestOutcome.Done done -> write(body(terms, done), response);
      case BacktestOutcome.Abandoned() -> {}
      case BacktestOutcome.OwnerBusy() ->
          throw problem(ErrorCode.RATE_LIMITED, "a backtest of this account is running", SOON);
      case BacktestOutcome.AllBusy() ->
          throw problem(ErrorCode.UNAVAILABLE, "too many backtests are running", SOON);
      case BacktestOutcome.NoHistory() ->
          throw problem(
              ErrorCode.UNAVAILABLE, "no trades can be fetched from the exchange now", NEXT_MINUTE);
    }
  }

  private static RuntimeException problem(ErrorCode code, String detail, Duration retryAfter) {
    return Problem.of(code, detail).after(retryAfter).toException();
  }

  private BacktestTerms terms(Fields fields) throws InvalidCommandException {
    Terms terms = parser.terms(fields);
    TradingSymbols.require(terms.symbol(), symbols);
    return new BacktestTerms(
        terms.symbol(),
        terms.condition(),
        terms.repeat(),
        terms.cooldownSeconds(),
        terms.expiresAt());
  }

  private static Instant instant(Fields fields, String name) throws InvalidCommandException {
    try {
      return Instant.parse(fields.text(name));
    } catch (DateTimeException e) {
      throw invalid(name, "must be an ISO-8601 instant like 2026-01-31T12:00:00Z");
    }
  }

  private void check(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      throw invalid("end", "must be after start");
    }
    if (end.isAfter(clock.instant())) {
      throw invalid("end", "is in the future");
    }
    if (start.isBefore(Instant.EPOCH)) {
      throw invalid("start", "is before there were trades");
    }
    if (Duration.between(start, end).compareTo(Backtests.LONGEST) > 0) {
      throw invalid(
          "end", "must be at most %d days after start".formatted(Backtests.LONGEST.toDays()));
    }
  }

  private static RuntimeException invalid(String field, String what) {
    return Problem.of(ErrorCode.INVALID_MESSAGE, field + " " + what, field).toException();
  }

  private static boolean isThere(HttpServletResponse response) {
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(' ');
      response.flushBuffer();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static BacktestSchemas.Finished body(BacktestTerms terms, BacktestOutcome.Done done) {
    return new BacktestSchemas.Finished(
        done.firings().stream().map(firing -> NotificationFields.of(terms, firing)).toList(),
        done.trades(),
        done.missing(),
        done.start().toString(),
        done.end().toString(),
        done.truncated());
  }

  private static void write(BacktestSchemas.Finished body, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}

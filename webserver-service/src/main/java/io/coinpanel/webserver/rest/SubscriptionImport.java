package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.subscription.InsertOutcome;
import io.coinpanel.webserver.subscription.Owner;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Subscribes to all entries of a file, and says for each what it did. */
final class SubscriptionImport {

  private final SubscriptionRequests requests;
  private final TermsParser parser;

  SubscriptionImport(SubscriptionRequests requests, TermsParser parser) {
    this.requests = requests;
    this.parser = parser;
  }

  /** What was done, in the order of the file. */
  @Schema(
      name = "Imported",
      requiredProperties = {"created", "existing", "failed", "lines"})
  record Report(int created, int existing, int failed, List<Line> lines) {

    static Report of(List<Line> lines) {
      return new Report(
          count(lines, "created"), count(lines, "existing"), count(lines, "failed"), lines);
    }

    private static int count(List<Line> lines, String outcome) {
      return (int) lines.stream().filter(line -> line.outcome().equals(outcome)).count();
    }
  }

  /**
   * What was done for one entry.
   *
   * @param line of the CSV file, or the entry's number in the JSON list, from 1
   * @param code why it failed, with the field if it was one
   */
  @Schema(
      name = "ImportedLine",
      requiredProperties = {"line", "outcome"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      int line,
      @Schema(allowableValues = {"created", "existing", "failed"}) String outcome,
      @JsonProperty("subscription_id") @Nullable String subscriptionId,
      @Nullable String code,
      @Nullable String detail,
      @Nullable String field) {

    static Line stored(int line, String outcome, long id) {
      return new Line(line, outcome, Long.toString(id), null, null, null);
    }

    static Line failed(int line, Problem problem) {
      return new Line(
          line, "failed", null, problem.code().wireName(), problem.detail(), problem.field());
    }
  }

  /**
   * An entry that is being stored.
   *
   * @param paused whether it is to be paused then
   * @param line waits for it
   */
  private record Begun(boolean paused, Supplier<Line> line) {}

  /** Begins all in the order of the file before it waits for any, so that they share commits. */
  Report execute(Owner.Account account, List<SubscriptionFile.Entry> entries) {
    List<Begun> begun = entries.stream().map(entry -> begin(account, entry)).toList();
    List<Supplier<Line>> lines =
        begun.stream()
            .map(one -> one.paused() ? beginPause(account, one.line().get()) : one.line())
            .toList();
    return Report.of(lines.stream().map(Supplier::get).toList());
  }

  private Begun begin(Owner.Account account, SubscriptionFile.Entry entry) {
    try {
      Fields fields = entry.fields();
      checkNames(fields);
      boolean paused =
          fields.has(SubscriptionFile.ENABLED) && !fields.flag(SubscriptionFile.ENABLED);
      Terms terms = parser.terms(fields);
      Details details = parser.details(fields);
      if (paused) {
        // Subscribing would enable it, until it is paused again.
        Optional<SubscriptionState> same = requests.findPaused(account, terms);
        if (same.isPresent()) {
          Line found = Line.stored(entry.line(), "existing", same.get().id());
          return new Begun(false, () -> found);
        }
      }
      Supplier<InsertOutcome> outcome = requests.beginSubscribe(account, terms, details);
      return new Begun(
          paused, () -> orFailure(entry.line(), () -> stored(entry.line(), outcome.get())));
    } catch (InvalidCommandException invalid) {
      return new Begun(false, () -> Line.failed(entry.line(), Problem.of(invalid)));
    } catch (ProblemException failed) {
      return new Begun(false, () -> Line.failed(entry.line(), failed.problem()));
    }
  }

  private static void checkNames(Fields fields) {
    List<String> unknown = fields.ignored(SubscriptionFile.KNOWN);
    if (!unknown.isEmpty()) {
      throw Problem.of(
              ErrorCode.INVALID_MESSAGE,
              "unknown field: " + String.join(", ", unknown),
              unknown.getFirst())
          .toException();
    }
  }

  private static Line stored(int line, InsertOutcome outcome) {
    return switch (outcome) {
      case InsertOutcome.Created created -> Line.stored(line, "created", created.id());
      case InsertOutcome.Existing(long id) -> Line.stored(line, "existing", id);
      case InsertOutcome.LimitExceeded(String limit) ->
          Line.failed(line, Problem.of(ErrorCode.LIMIT_EXCEEDED, limit));
      case InsertOutcome.OwnerGone() -> Line.failed(line, ProblemResponses.unavailable());
    };
  }

  private Supplier<Line> beginPause(Owner.Account account, Line stored) {
    String id = stored.subscriptionId();
    if (id == null) {
      return () -> stored;
    }
    Supplier<SubscriptionState> paused =
        requests.beginUpdate(account, Long.parseLong(id), Edit.enabled(false));
    return () ->
        orFailure(
            stored.line(),
            () -> {
              var _ = paused.get();
              return stored;
            });
  }

  private static Line orFailure(int line, Supplier<Line> waiting) {
    try {
      return waiting.get();
    } catch (ProblemException failed) {
      return Line.failed(line, failed.problem());
    } catch (UnavailableException e) {
      return Line.failed(line, ProblemResponses.unavailable());
    }
  }
}

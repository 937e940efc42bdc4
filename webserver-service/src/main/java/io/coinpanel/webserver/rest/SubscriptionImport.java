package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Subscribes to all entries of a file, and says for each what it did. */
final class SubscriptionImport {

  private final SubscriptionRequests requests;
  private final TermsParser parser;
  private final Executor threads;

  /**
   * @param threads may block
   */
  SubscriptionImport(SubscriptionRequests requests, TermsParser parser, Executor threads) {
    this.requests = requests;
    this.parser = parser;
    this.threads = threads;
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

    static Line failed(int line, Problem problem) {
      return new Line(
          line, "failed", null, problem.code().wireName(), problem.detail(), problem.field());
    }
  }

  /** At once, so that they share transactions. */
  Report execute(Owner.Account account, List<SubscriptionFile.Entry> entries) {
    List<CompletableFuture<Line>> lines =
        entries.stream()
            .map(entry -> CompletableFuture.supplyAsync(() -> execute(account, entry), threads))
            .toList();
    return Report.of(lines.stream().map(CompletableFuture::join).toList());
  }

  private Line execute(Owner.Account account, SubscriptionFile.Entry entry) {
    try {
      Subscribed subscribed = subscribe(account, entry.fields());
      String outcome = subscribed.created() ? "created" : "existing";
      String id = Long.toString(subscribed.subscription().id());
      return new Line(entry.line(), outcome, id, null, null, null);
    } catch (InvalidCommandException invalid) {
      return Line.failed(entry.line(), Problem.of(invalid));
    } catch (ProblemException failed) {
      return Line.failed(entry.line(), failed.problem());
    } catch (UnavailableException e) {
      return Line.failed(entry.line(), ProblemResponses.unavailable());
    }
  }

  private Subscribed subscribe(Owner.Account account, Fields fields)
      throws InvalidCommandException {
    List<String> unknown = fields.ignored(SubscriptionFile.KNOWN);
    if (!unknown.isEmpty()) {
      throw Problem.of(
              ErrorCode.INVALID_MESSAGE,
              "unknown field: " + String.join(", ", unknown),
              unknown.getFirst())
          .toException();
    }
    boolean paused = fields.has(SubscriptionFile.ENABLED) && !fields.flag(SubscriptionFile.ENABLED);
    Subscribed subscribed =
        requests.subscribe(account, parser.terms(fields), parser.details(fields));
    SubscriptionState state = subscribed.subscription();
    if (paused && state.isEnabled()) {
      requests.update(account, state.id(), Edit.enabled(false), IfMatch.ANY);
    }
    return subscribed;
  }
}

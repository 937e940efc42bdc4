package io.coinpanel.webserver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes many of an account's subscriptions at once, and says what was done for each. */
@RestController
@RequestMapping(path = SubscriptionController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Subscriptions")
class ManySubscriptionsController {

  private static final int MAX = 1_000;

  private final Subscriptions subscriptions;
  private final SubscriptionRequests requests;
  private final TermsParser parser;

  ManySubscriptionsController(
      Subscriptions subscriptions, SubscriptionRequests requests, TermsParser parser) {
    this.subscriptions = subscriptions;
    this.requests = requests;
    this.parser = parser;
  }

  /** What was done, in the order of the ids. */
  @Schema(name = "Results", requiredProperties = "results")
  record Results(List<Result> results) {}

  /**
   * What was done for one id.
   *
   * @param outcome {@code updated}, {@code unsubscribed} or {@code failed}
   * @param code why it failed
   */
  @Schema(
      name = "Result",
      requiredProperties = {"id", "outcome"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String id,
      @Schema(allowableValues = {"updated", "unsubscribed", "failed"}) String outcome,
      @Nullable SubscriptionBody subscription,
      @Nullable String code,
      @Nullable String detail) {

    static Result failed(String id, Problem problem) {
      return new Result(id, "failed", null, problem.code().wireName(), problem.detail());
    }
  }

  @PatchMapping
  @Operation(
      summary = "Update, pause or enable several subscriptions",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(schema = @Schema(implementation = RequestSchemas.UpdateOfMany.class))))
  Results update(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      HttpServletRequest request)
      throws IOException, InvalidCommandException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    Set<String> known = new HashSet<>(TermsParser.EDIT_FIELDS);
    known.add("ids");
    Fields fields = RequestBody.read(request, RequestBody.MAX).fields(known);
    List<String> ids = ids(fields);
    Edit edit = parser.edit(fields);
    if (edit.hasParameters()) {
      String first = edit.condition().given().iterator().next().wireName();
      throw Problem.of(
              ErrorCode.INVALID_MESSAGE, first + " can be updated for one subscription only", first)
          .toException();
    }
    List<Supplier<SubscriptionState>> updates =
        ids.stream().map(id -> requests.beginUpdate(owner, RowId.parse(id), edit)).toList();
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      results.add(updated(ids.get(i), updates.get(i)));
    }
    return new Results(results);
  }

  private static Result updated(String id, Supplier<SubscriptionState> update) {
    try {
      return new Result(id, "updated", SubscriptionBody.of(update.get()), null, null);
    } catch (ProblemException failed) {
      return Result.failed(id, failed.problem());
    } catch (UnavailableException e) {
      return Result.failed(id, ProblemResponses.unavailable());
    }
  }

  @DeleteMapping
  @Operation(
      summary = "Unsubscribe several subscriptions",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RequestSchemas.Ids.class))))
  Results unsubscribe(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      HttpServletRequest request)
      throws IOException, InvalidCommandException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    List<String> ids = ids(RequestBody.read(request, RequestBody.MAX).fields(Set.of("ids")));
    Set<Long> ended =
        subscriptions.unsubscribe(
            owner, ids.stream().map(RowId::parse).filter(id -> id != RowId.NONE).toList());
    return new Results(ids.stream().map(id -> unsubscribed(id, ended)).toList());
  }

  private static Result unsubscribed(String id, Set<Long> ended) {
    return ended.contains(RowId.parse(id))
        ? new Result(id, "unsubscribed", null, null, null)
        : Result.failed(id, SubscriptionRequests.unknown().problem());
  }

  private static List<String> ids(Fields fields) throws InvalidCommandException {
    List<String> ids = fields.textsOrNull("ids");
    if (ids == null || ids.isEmpty() || ids.size() > MAX) {
      throw Problem.of(ErrorCode.INVALID_MESSAGE, "ids must be 1 to " + MAX + " ids", "ids")
          .toException();
    }
    return ids.stream().distinct().toList();
  }
}

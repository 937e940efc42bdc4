package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.PageQuery;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.rest.IdempotencyKeys.Answer;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An account's subscriptions, one by one. */
@RestController
@RequestMapping(path = SubscriptionController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Subscriptions", description = "The account's alerts")
class SubscriptionController {

  static final String PATH = "/api/v1/subscriptions";

  private final Subscriptions subscriptions;
  private final SubscriptionRequests requests;
  private final TermsParser parser;
  private final IdempotentRequests idempotentRequests;

  SubscriptionController(
      Subscriptions subscriptions,
      SubscriptionRequests requests,
      TermsParser parser,
      IdempotentRequests idempotentRequests) {
    this.subscriptions = subscriptions;
    this.requests = requests;
    this.parser = parser;
    this.idempotentRequests = idempotentRequests;
  }

  /**
   * A page.
   *
   * @param next the {@code after} of the next page; null if this was the last
   */
  @Schema(
      name = "Subscriptions",
      requiredProperties = {"subscriptions", "next"})
  record SubscriptionList(
      List<SubscriptionBody> subscriptions,
      @Schema(types = {"string", "null"}) @Nullable String next) {}

  @GetMapping
  @Operation(summary = "Live subscriptions and the newest 100 finished ones, oldest first")
  SubscriptionList list(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @Parameter(description = "next of the previous page") @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "1 to 1000, by default 1000") @RequestParam(required = false)
          @Nullable String limit) {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_READ);
    SubscriptionPage page =
        subscriptions.list(
            owner.id(),
            PageQuery.id(after, "after", 0),
            PageQuery.limit(limit, SubscriptionPage.LARGEST, SubscriptionPage.LARGEST));
    return new SubscriptionList(
        page.subscriptions().stream().map(SubscriptionBody::of).toList(),
        page.next() == null ? null : page.next().toString());
  }

  @PostMapping
  @Operation(
      summary = "Subscribe",
      description = "Returns 201 with a new subscription, or 200 with the one with these terms.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = RequestSchemas.NewSubscription.class))))
  @ApiResponse(
      responseCode = "201",
      description = "The new subscription",
      content = @Content(schema = @Schema(ref = SubscriptionBody.SCHEMA)))
  @ApiResponse(
      responseCode = "200",
      description = "The existing subscription with these terms",
      content = @Content(schema = @Schema(ref = SubscriptionBody.SCHEMA)))
  @ApiResponse(
      responseCode = "409",
      description = "Too many subscriptions, or the first request with this key is running")
  ResponseEntity<SubscriptionBody> subscribe(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @Parameter(description = "1 to 64 visible ASCII characters, kept for 24 hours")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      HttpServletRequest request)
      throws IOException, InvalidCommandException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    RequestBody body = RequestBody.read(request, RequestBody.MAX);
    Fields fields = body.fields(TermsParser.FIELDS);
    Answer answer =
        idempotentRequests.answer(owner.id(), key, body, () -> subscribe(owner, fields));
    return ResponseEntity.status(answer.status())
        .location(URI.create(PATH + "/" + answer.subscription()))
        .eTag(IfMatch.tag(answer.revision()))
        .body(new SubscriptionBody(answer.body()));
  }

  /** Its terms are read only now: what was in the future at the first request may have passed. */
  private Answer subscribe(Owner.Account owner, Fields fields) throws InvalidCommandException {
    return answer(requests.subscribe(owner, parser.terms(fields), parser.details(fields)));
  }

  private static Answer answer(Subscribed subscribed) {
    SubscriptionState state = subscribed.subscription();
    HttpStatus status = subscribed.created() ? HttpStatus.CREATED : HttpStatus.OK;
    String body = SubscriptionBody.of(state).json();
    return new Answer(status.value(), state.id(), state.revision(), body);
  }

  /** Its tag names the revision, so Spring must not take an equal one for an equal body. */
  @GetMapping("/{id}")
  @Operation(summary = "A subscription, with its revision as ETag")
  @ApiResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(ref = SubscriptionBody.SCHEMA)))
  SubscriptionBody find(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id,
      HttpServletResponse response) {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_READ);
    SubscriptionState state = requests.find(owner, RowId.parse(id), IfMatch.ANY);
    response.setHeader(HttpHeaders.ETAG, IfMatch.tag(state.revision()));
    return SubscriptionBody.of(state);
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Update, pause or enable a subscription",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RequestSchemas.Update.class))))
  @ApiResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(ref = SubscriptionBody.SCHEMA)))
  @ApiResponse(
      responseCode = "409",
      description = "Another subscription has these terms, or it is finished")
  ResponseEntity<SubscriptionBody> update(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      HttpServletRequest request)
      throws IOException, InvalidCommandException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    Fields fields = RequestBody.read(request, RequestBody.MAX).fields(TermsParser.EDIT_FIELDS);
    SubscriptionState state =
        requests.update(owner, RowId.parse(id), parser.edit(fields), IfMatch.parse(ifMatch));
    return ResponseEntity.ok().eTag(IfMatch.tag(state.revision())).body(SubscriptionBody.of(state));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Unsubscribe a subscription")
  void unsubscribe(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    requests.unsubscribe(owner, RowId.parse(id), IfMatch.parse(ifMatch));
  }
}

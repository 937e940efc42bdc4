package io.coinpanel.webserver.account;

import io.coinpanel.webserver.account.Views.KeyView;
import io.coinpanel.webserver.account.Views.KeysView;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.PageQuery;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Serves API keys, of the own account and by administrators. */
@RestController
@Tag(name = "Keys", description = "API keys")
class KeyController {

  private final ApiKeys keys;
  private final AuditLog audit;
  private final InstantSource clock;

  KeyController(ApiKeys keys, AuditLog audit, InstantSource clock) {
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping(path = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "API keys of the account, oldest first, without their secrets")
  KeysView list(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @Parameter(description = "next of the previous page") @RequestParam(defaultValue = "")
          String after,
      @Parameter(description = "1 to 1000, by default 100") @RequestParam(required = false)
          @Nullable String limit) {
    int most = PageQuery.limit(limit, ApiKeys.MAX_PER_ACCOUNT, PageQuery.LARGEST);
    List<KeyView> all =
        keys.of(caller.accountId()).stream().map(row -> KeyView.of(row, null)).toList();
    List<KeyView> rest =
        after.isEmpty()
            ? all
            : all.stream().dropWhile(key -> !key.id().equals(after)).skip(1).toList();
    List<KeyView> page = rest.stream().limit(most).toList();
    return new KeysView(page, rest.size() > most ? page.getLast().id() : null);
  }

  @PostMapping(path = "/api/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Creates an API key for the account; its secret is shown only once",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.Key.class))))
  @ApiResponse(responseCode = "409", description = "The account has the maximum number of keys")
  KeyView make(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @RequestBody(required = false) @Nullable JsonNode body) {
    return make(caller.accountId(), body, caller);
  }

  @PostMapping(path = "/api/v1/accounts/{id}/keys", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Creates an API key for another account",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.Key.class))))
  @ApiResponse(responseCode = "409", description = "The account has the maximum number of keys")
  KeyView make(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable JsonNode body) {
    return make(RowId.parse(id), body, caller);
  }

  private KeyView make(long account, @Nullable JsonNode body, AccountPrincipal caller) {
    RequestFields fields = new RequestFields(body);
    NewKey terms =
        new NewKey(
            fields.name(), ScopeFields.read(fields), fields.end("expires_at", clock.instant()));
    fields.end();
    ApiKeys.Made made = keys.make(account, terms, caller);
    audit.record(caller, "key created", made.key() + " of account " + account);
    return KeyView.of(made.row(), made.key().reveal());
  }

  @DeleteMapping("/api/v1/keys/{key}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revokes an API key of the account")
  void revoke(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @PathVariable String key) {
    revoke(caller.accountId(), key, caller);
  }

  @DeleteMapping("/api/v1/accounts/{id}/keys/{key}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Revokes an API key of another account")
  void revoke(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @PathVariable String id,
      @PathVariable String key) {
    revoke(RowId.parse(id), key, caller);
  }

  private void revoke(long account, String key, AccountPrincipal caller) {
    ApiKeyRow revoked =
        keys.revoke(account, key, caller)
            .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "no such key").toException());
    audit.record(caller, "key revoked", "cp_" + revoked.getId() + " of account " + account);
  }
}

package io.coinpanel.webserver.account;

import io.coinpanel.webserver.account.Views.AccountView;
import io.coinpanel.webserver.account.Views.AccountsView;
import io.coinpanel.webserver.protocol.PageQuery;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Serves accounts to administrators. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Accounts", description = "Accounts; needs the scope admin")
class AccountController {

  /** How many accounts a page has unless it is asked for another number. */
  private static final int PAGE = 100;

  private final Accounts accounts;
  private final SetupLinks setupLinks;
  private final AuditLog audit;

  AccountController(Accounts accounts, SetupLinks setupLinks, AuditLog audit) {
    this.accounts = accounts;
    this.setupLinks = setupLinks;
    this.audit = audit;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "All accounts, oldest first")
  AccountsView list(
      @Parameter(description = "next of the previous page") @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "1 to 1000, by default 100") @RequestParam(required = false)
          @Nullable String limit) {
    int most = PageQuery.limit(limit, PAGE, PageQuery.LARGEST);
    List<AccountView> found =
        accounts.page(PageQuery.id(after, "after", 0), most + 1).stream()
            .map(AccountView::of)
            .toList();
    List<AccountView> page = found.stream().limit(most).toList();
    return new AccountsView(page, found.size() > most ? page.getLast().id() : null);
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "An account")
  AccountView get(@PathVariable String id) {
    return AccountView.of(accounts.get(RowId.parse(id)));
  }

  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Creates an account, and a link for setting its password",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.Account.class))))
  @ApiResponse(responseCode = "409", description = "Another account has that name")
  AccountView create(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      HttpServletRequest request,
      @RequestBody(required = false) @Nullable JsonNode body) {
    RequestFields fields = new RequestFields(body);
    String name = fields.name();
    boolean admin = fields.flag("admin").orElse(false);
    @Nullable Integer maxSubscriptions = fields.count("max_subscriptions");
    fields.end();
    AccountRow account = accounts.create(name, admin, maxSubscriptions);
    audit.record(caller, "account created", describe(account));
    return AccountView.of(account, setupLinks.create(account, ReceivedRequest.of(request)));
  }

  @PatchMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Renames, limits, disables or enables an account",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.Change.class))))
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(
      responseCode = "409",
      description = "Another account has that name, or it is the built-in account")
  AccountView change(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable JsonNode body) {
    RequestFields fields = new RequestFields(body);
    Optional<String> name = fields.changedName();
    AccountChange change =
        new AccountChange(
            name,
            fields.flag("disabled"),
            fields.flag("admin"),
            fields.has("max_subscriptions"),
            fields.count("max_subscriptions"));
    fields.end();
    AccountRow account = accounts.change(RowId.parse(id), change);
    change
        .disabled()
        .ifPresent(
            disabled ->
                audit.record(
                    caller, disabled ? "account disabled" : "account enabled", describe(account)));
    audit.record(caller, "account changed", describe(account));
    return AccountView.of(account);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes an account with its keys, sessions and subscriptions")
  @ApiResponse(responseCode = "409", description = "The built-in account cannot be deleted")
  void delete(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @PathVariable String id) {
    AccountRow account = accounts.delete(RowId.parse(id));
    audit.record(caller, "account deleted", describe(account));
  }

  private static String describe(AccountRow account) {
    return account.id() + " " + account.name();
  }
}

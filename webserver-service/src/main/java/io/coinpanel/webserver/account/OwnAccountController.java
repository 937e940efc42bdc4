package io.coinpanel.webserver.account;

import io.coinpanel.webserver.account.Views.OwnAccountView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Serves the own account. */
@RestController
@RequestMapping("/api/v1/account")
@Tag(name = "Account", description = "The own account")
class OwnAccountController {

  private final Accounts accounts;

  OwnAccountController(Accounts accounts) {
    this.accounts = accounts;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "The own account, and what the credential may do")
  OwnAccountView get(@Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller) {
    return OwnAccountView.of(accounts.get(caller.accountId()), caller);
  }

  @PutMapping("/seen")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "The person has seen the notifications up to this one, on all devices")
  void seen(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @RequestBody(required = false) @Nullable JsonNode body) {
    RequestFields fields = new RequestFields(body);
    long notificationId = fields.id("notification_id");
    fields.end();
    accounts.setSeen(caller.accountId(), notificationId);
  }
}

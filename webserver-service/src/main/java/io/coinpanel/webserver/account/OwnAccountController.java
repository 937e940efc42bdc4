package io.coinpanel.webserver.account;

import io.coinpanel.webserver.account.Views.OwnAccountView;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Serves the own account. */
@RestController
@RequestMapping("/api/v1/account")
@Tag(name = "Account", description = "The caller's account")
class OwnAccountController {

  private final Accounts accounts;
  private final WebSessions sessions;
  private final AccountExport export;
  private final AuditLog audit;

  OwnAccountController(
      Accounts accounts, WebSessions sessions, AccountExport export, AuditLog audit) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.export = export;
    this.audit = audit;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "The caller's account, and the scopes of its credential")
  OwnAccountView get(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      HttpServletRequest request,
      HttpServletResponse response) {
    SessionCookie.of(request)
        .filter(token -> caller.credential() instanceof Credential.Session)
        .ifPresent(token -> keepSignedIn(token, request, response));
    return OwnAccountView.of(accounts.get(caller.accountId()), caller);
  }

  /** The page asks this first, so the cookie lasts as long as the session it was used for. */
  private static void keepSignedIn(
      String token, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE, SessionCookie.set(token, ReceivedRequest.of(request)));
  }

  @GetMapping(path = "/export", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "All data stored for the account")
  void export(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"coinpanel-account.json\"");
    export.write(caller.accountId(), response.getOutputStream());
  }

  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Changes the password, and ends the account's other sessions",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.PasswordChange.class))))
  void changePassword(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      HttpServletRequest request,
      @RequestBody(required = false) @Nullable JsonNode body) {
    RequestFields fields = new RequestFields(body);
    String password = fields.secret("password");
    String current = fields.has("current_password") ? fields.secret("current_password") : "";
    fields.end();
    sessions.changePassword(caller, current, password, ReceivedRequest.of(request).client());
    audit.record(caller, "password changed", Long.toString(caller.accountId()));
  }

  @PutMapping("/seen")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Marks notifications up to this one as seen, on all devices",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.Seen.class))))
  void seen(
      @Parameter(hidden = true) @AuthenticationPrincipal AccountPrincipal caller,
      @RequestBody(required = false) @Nullable JsonNode body) {
    RequestFields fields = new RequestFields(body);
    long notificationId = fields.id("notification_id");
    fields.end();
    accounts.setSeen(caller.accountId(), notificationId);
  }
}

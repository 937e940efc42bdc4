package io.coinpanel.webserver.account;

import io.coinpanel.webserver.account.WebSessions.Begun;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Signs people in and out at the page. */
@RestController
@Tag(name = "Session", description = "Sign in and out")
class SessionController {

  private final WebSessions sessions;
  private final AuditLog audit;
  private final List<LoginProviders.Provider> providers;

  SessionController(
      WebSessions sessions, AuditLog audit, ObjectProvider<LoginProviders> providers) {
    this.sessions = sessions;
    this.audit = audit;
    this.providers =
        Optional.ofNullable(providers.getIfAvailable()).map(LoginProviders::all).orElse(List.of());
  }

  /** The other ways to sign in. */
  @Schema(name = "SignInOptions", requiredProperties = "providers")
  record Options(List<LoginProviders.Provider> providers) {}

  @GetMapping(path = "/api/v1/session", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Identity providers that can be used to sign in")
  Options options() {
    return new Options(providers);
  }

  @PostMapping("/api/v1/session")
  @Operation(
      summary = "Signs in and returns the session cookie",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.SignIn.class))))
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> signIn(
      HttpServletRequest request, @RequestBody(required = false) @Nullable JsonNode body) {
    ReceivedRequest received = ReceivedRequest.of(request);
    RequestFields fields = new RequestFields(body);
    String name = fields.secret("name");
    String password = fields.secret("password");
    fields.end();
    return begun(sessions.signIn(name, password, received.client()), "signed in", received);
  }

  @PostMapping("/api/v1/setup")
  @Operation(
      summary = "Sets the password of the account of a setup link, and signs in",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(schema = @Schema(implementation = Bodies.SetUp.class))))
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> setUp(
      HttpServletRequest request, @RequestBody(required = false) @Nullable JsonNode body) {
    ReceivedRequest received = ReceivedRequest.of(request);
    RequestFields fields = new RequestFields(body);
    String token = fields.secret("token");
    String password = fields.secret("password");
    fields.end();
    return begun(
        sessions.setUp(token, password, received.client()), "password set by link", received);
  }

  private ResponseEntity<Void> begun(Begun session, String event, ReceivedRequest received) {
    AccountRow account = session.account();
    audit.record(received.client().toString(), event, account.id() + " " + account.name());
    return withCookie(SessionCookie.set(session.token(), received));
  }

  private static ResponseEntity<Void> withCookie(String cookie) {
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie).build();
  }

  @DeleteMapping("/api/v1/session")
  @Operation(summary = "Signs out")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> signOut(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal caller,
      HttpServletRequest request) {
    if (caller != null) {
      sessions.signOut(caller);
    }
    return withCookie(SessionCookie.remove(ReceivedRequest.of(request)));
  }
}

package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.destination.EmailReceivers;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.proxy.RateLimit;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * What the links in mails lead to. Programs follow links too: a GET only shows a page with a
 * button.
 */
@RestController
@Tag(name = "E-mail", description = "Links in e-mails, used without an account")
class EmailController {

  private static final String HTML = "text/html;charset=UTF-8";

  private final EmailReceivers receivers;
  private final RateLimit<ClientAddress> rate;

  EmailController(EmailReceivers receivers, RateLimit<ClientAddress> rate) {
    this.receivers = receivers;
    this.rate = rate;
  }

  @GetMapping(
      path = {"/confirm", "/confirm/{code}"},
      produces = HTML)
  @Operation(hidden = true)
  String confirmationPage() {
    return LinkPage.CONFIRM.html();
  }

  /** The request. */
  @Schema(name = "Confirmation", requiredProperties = "code")
  record Confirmation(String code) {}

  /** The answer. */
  @Schema(name = "Confirmed", requiredProperties = "address")
  record Confirmed(String address) {}

  @PostMapping(path = "/api/v1/confirmation", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Confirms the e-mail address that a code was sent to",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = Confirmation.class))))
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", ref = "#/components/responses/Problem404")
  Confirmed confirm(
      @Parameter(hidden = true) HttpServletRequest request,
      @RequestBody(required = false) @Nullable JsonNode body) {
    limit(request);
    RequestFields fields = new RequestFields(body);
    String code = fields.secret("code");
    fields.end();
    return receivers
        .confirm(code)
        .map(Confirmed::new)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.NOT_FOUND, "the code was used or has expired").toException());
  }

  /** The button of the page where there are no scripts. */
  @PostMapping(path = "/confirm/{code}", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(hidden = true)
  ResponseEntity<String> confirmByForm(
      @Parameter(hidden = true) HttpServletRequest request, @PathVariable String code) {
    limit(request);
    return receivers
        .confirm(code)
        .map(address -> ResponseEntity.ok("Confirmed. Alerts are now sent to " + address + ".\n"))
        .orElseGet(
            () -> ResponseEntity.status(404).body("This link has been used or has expired.\n"));
  }

  @GetMapping(path = "/unsubscribe/{token}", produces = HTML)
  @Operation(hidden = true)
  String unsubscribePage() {
    return LinkPage.UNSUBSCRIBE.html();
  }

  @PostMapping(path = "/unsubscribe/{token}", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "Unsubscribes the address from e-mails, by one click (RFC 8058)",
      description = "The address must be confirmed again before more are sent.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "There is no such link")
  ResponseEntity<String> endMails(
      @Parameter(hidden = true) HttpServletRequest request, @PathVariable String token) {
    limit(request);
    return receivers.unsubscribe(token)
        ? ResponseEntity.ok("Unsubscribed.\n")
        : ResponseEntity.status(404).body("There is no such link.\n");
  }

  private void limit(HttpServletRequest request) {
    if (!rate.tryAcquire(ReceivedRequest.of(request).client())) {
      throw Problem.of(ErrorCode.RATE_LIMITED, "too many requests from this address").toException();
    }
  }
}

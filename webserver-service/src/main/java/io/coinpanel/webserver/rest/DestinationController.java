package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.destination.DestinationEdit;
import io.coinpanel.webserver.destination.DestinationKind;
import io.coinpanel.webserver.destination.DestinationView;
import io.coinpanel.webserver.destination.Destinations;
import io.coinpanel.webserver.destination.TestResult;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.PageQuery;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.proxy.FixedWindow;
import io.coinpanel.webserver.request.RequestFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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

/** An account's destinations. */
@RestController
@RequestMapping(path = DestinationController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Destinations", description = "Where notifications are sent besides sockets")
class DestinationController {

  static final String PATH = "/api/v1/destinations";

  private static final int DEFAULT_LIMIT = 100;

  private final Destinations destinations;
  private final FixedWindow<Long> tests;
  private final int testsPerWindow;

  /**
   * A controller.
   *
   * @param testsPerWindow how many test messages an account may send in a window
   */
  DestinationController(Destinations destinations, FixedWindow<Long> tests, int testsPerWindow) {
    this.destinations = destinations;
    this.tests = tests;
    this.testsPerWindow = testsPerWindow;
  }

  /** A page of destinations. */
  @Schema(
      name = "Destinations",
      requiredProperties = {"destinations", "next", "kinds"})
  record DestinationList(
      List<DestinationView> destinations,
      @Schema(types = {"string", "null"}) @Nullable String next,
      @Schema(description = "Kinds that this server supports") List<String> kinds) {}

  @GetMapping
  @Operation(summary = "Destinations, oldest first, without their secrets")
  DestinationList list(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @Parameter(description = "Only later ones: a destination's id")
          @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "1 to 1000, by default 100") @RequestParam(required = false)
          @Nullable String limit) {
    int most = PageQuery.limit(limit, DEFAULT_LIMIT, PageQuery.LARGEST);
    List<DestinationView> found =
        destinations.page(admit(account), PageQuery.id(after, "after", 0), most + 1);
    List<DestinationView> page = found.stream().limit(most).toList();
    return new DestinationList(
        page, found.size() > most ? page.getLast().id() : null, destinations.kinds());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary =
          "Adds a destination; the secret of a webhook and the link that confirms a chat are shown"
              + " only once",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(implementation = DestinationSchemas.NewDestination.class))))
  @ApiResponse(
      responseCode = "409",
      description = "The account has the maximum number of destinations")
  DestinationView create(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @RequestBody(required = false) @Nullable JsonNode body)
      throws InterruptedException {
    long owner = admit(account);
    RequestFields fields = new RequestFields(body);
    DestinationKind kind = destinations.kind(fields.text("kind"));
    return destinations.create(owner, kind, DestinationEdit.of(fields, kind));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One destination, without its secrets")
  DestinationView find(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id) {
    return destinations.find(admit(account), RowId.parse(id));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Updates, disables or enables a destination",
      description = "A disabled destination continues where it stopped once it is enabled.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(implementation = DestinationSchemas.DestinationChange.class))))
  DestinationView change(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable JsonNode body)
      throws InterruptedException {
    long owner = admit(account);
    long destination = RowId.parse(id);
    DestinationKind kind = destinations.kindOf(owner, destination);
    return destinations.change(
        owner, destination, DestinationEdit.of(new RequestFields(body), kind));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Removes a destination")
  void delete(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id) {
    destinations.delete(admit(account), RowId.parse(id));
  }

  @PostMapping("/{id}/test")
  @Operation(summary = "Sends a test message at once and waits for the outcome")
  TestResult test(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id)
      throws InterruptedException {
    long owner = admit(account);
    if (tests.counts().merge(owner, 1, Integer::sum) > testsPerWindow) {
      throw Problem.of(ErrorCode.RATE_LIMITED, "at most " + testsPerWindow + " tests a minute")
          .after(tests.remaining())
          .toException();
    }
    return destinations.test(owner, RowId.parse(id));
  }

  @PostMapping("/{id}/confirmation")
  @Operation(
      summary = "Asks the receiver for confirmation again",
      description = "Earlier codes no longer work.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "409", description = "The destination needs no confirmation")
  @ApiResponse(responseCode = "422", ref = "#/components/responses/Problem422")
  DestinationView invite(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id)
      throws InterruptedException {
    return destinations.invite(admit(account), RowId.parse(id));
  }

  @PostMapping("/{id}/secret")
  @Operation(
      summary = "Replaces the secret of a webhook; the new one is shown only once",
      description = "The previous secret also signs for another 24 hours.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "409", description = "The destination is not a webhook")
  DestinationView rotateSecret(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id) {
    return destinations.rotateSecret(admit(account), RowId.parse(id));
  }

  private static long admit(@Nullable AccountPrincipal account) {
    return Admission.admit(account, Scope.DESTINATIONS).id();
  }
}

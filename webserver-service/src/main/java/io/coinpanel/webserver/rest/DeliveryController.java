package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.destination.DeliveryView;
import io.coinpanel.webserver.destination.Destinations;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The outcomes of deliveries to a destination. */
@RestController
@RequestMapping(
    path = DestinationController.PATH + "/{id}",
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Destinations")
class DeliveryController {

  private static final int DEFAULT_LIMIT = 100;

  private final Destinations destinations;

  DeliveryController(Destinations destinations) {
    this.destinations = destinations;
  }

  /** A page of attempts. */
  @Schema(
      name = "Deliveries",
      requiredProperties = {"deliveries", "next"})
  record DeliveryList(
      List<DeliveryView> deliveries, @Schema(types = {"string", "null"}) @Nullable String next) {}

  @GetMapping("/deliveries")
  @Operation(
      summary = "The newest 1,000 attempts, oldest first, or newest first with only before",
      description = "An earlier notification was accepted unless its last attempt has failed.")
  DeliveryList list(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id,
      @Parameter(description = "next of the previous page") @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "next of the previous page, or a number above all ids")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "1 to 1000, by default 100") @RequestParam(required = false)
          @Nullable String limit) {
    int most = PageQuery.limit(limit, DEFAULT_LIMIT, PageQuery.LARGEST);
    List<DeliveryView> found =
        destinations.attempts(
            admit(account),
            RowId.parse(id),
            PageQuery.id(after, "after", 0),
            PageQuery.id(before, "before", Long.MAX_VALUE),
            before != null && after == null,
            most + 1);
    List<DeliveryView> page = found.stream().limit(most).toList();
    boolean hasMore = found.size() > most;
    return new DeliveryList(page, hasMore ? Long.toString(page.getLast().number()) : null);
  }

  @PostMapping("/redeliver")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Sends a notification, or a range of at most 1000, again",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(schema = @Schema(implementation = DestinationSchemas.Redelivery.class))))
  @ApiResponse(responseCode = "409", description = "Too many are already waiting")
  void redeliver(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable JsonNode body) {
    long owner = admit(account);
    RequestFields fields = new RequestFields(body);
    boolean isOne = fields.has("notification_id");
    long first = fields.id(isOne ? "notification_id" : "first_id");
    long last = isOne ? first : fields.id("last_id");
    fields.end();
    if (first > last) {
      throw Problem.ofField("last_id", "is before first_id").toException();
    }
    destinations.redeliver(owner, RowId.parse(id), first, last);
  }

  private static long admit(@Nullable AccountPrincipal account) {
    return Admission.admit(account, Scope.DESTINATIONS).id();
  }
}

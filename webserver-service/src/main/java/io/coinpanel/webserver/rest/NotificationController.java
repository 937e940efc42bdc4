package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.delivery.NotificationHistory.Page;
import io.coinpanel.webserver.delivery.NotificationHistory.Query;
import io.coinpanel.webserver.protocol.PageQuery;
import io.coinpanel.webserver.subscription.Owner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An account's stored notifications. */
@RestController
@Tag(name = "Notifications", description = "Notifications of alerts that have fired")
class NotificationController {

  private static final int DEFAULT_LIMIT = 100;

  private final NotificationHistory history;

  NotificationController(NotificationHistory history) {
    this.history = history;
  }

  /**
   * A page.
   *
   * @param next the {@code after} or {@code before} of the next page; null if this was the last
   */
  @Schema(
      name = "Notifications",
      requiredProperties = {"notifications", "next"})
  record NotificationList(
      List<NotificationBody> notifications,
      @Schema(types = {"string", "null"}) @Nullable String next) {}

  @GetMapping(path = "/api/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Stored notifications, oldest first, or newest first with only before",
      description = "A page for one subscription may be short or empty and still have next.")
  NotificationList list(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      @Parameter(description = "Only later ones: a notification's id")
          @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "Only earlier ones: a notification's id")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "1 to 1000, by default 100") @RequestParam(required = false)
          @Nullable String limit,
      @RequestParam(name = "subscription_id", required = false) @Nullable String subscriptionId) {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_READ);
    Query query =
        new Query(
            owner.id(),
            PageQuery.id(after, "after", 0),
            PageQuery.id(before, "before", Long.MAX_VALUE),
            before != null && after == null,
            PageQuery.id(subscriptionId, "subscription_id", NotificationHistory.ALL),
            PageQuery.limit(limit, DEFAULT_LIMIT, PageQuery.LARGEST));
    if (subscriptionId != null && !history.ownsSubscription(owner.id(), query.subscription())) {
      throw SubscriptionRequests.unknown();
    }
    Page page = history.page(query);
    return new NotificationList(
        page.notifications().stream().map(NotificationBody::of).toList(),
        page.next() == null ? null : page.next().toString());
  }
}

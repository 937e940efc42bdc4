package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.StoreDeliveries.Delivery;
import io.coinpanel.webserver.protocol.TermsParser;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Delivery} as columns; the names are those of {@link StoreDeliveries}. */
record DeliveryColumns(
    long destinationId,
    long epoch,
    long doneId,
    int failures,
    @Nullable Instant failingSince,
    @Nullable String lastError,
    @Nullable Instant nextAttemptAt,
    int messageFailures,
    int messageRefusals,
    @Nullable Long summaryFirstId,
    @Nullable Long summaryLastId,
    @Nullable Integer summaryCount,
    @Nullable Integer summarySeconds,
    @Nullable Instant summaryAt,
    @Nullable Boolean summaryIsPartial,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason,
    @Nullable Long redeliveryId,
    @Nullable Long redeliveryNextId,
    @Nullable Integer redeliveryAttempts,
    @Nullable String messageId,
    @Nullable Integer attempt,
    @Nullable Instant at,
    @Nullable String outcome,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String answer,
    @Nullable Long durationMs,
    List<Long> noticeIds,
    boolean areNoticesDone,
    @Nullable Long droppedId,
    Instant now) {

  private static final int ERROR = 500;
  private static final int ANSWER = 1_000;

  static DeliveryColumns of(Delivery delivery) {
    DeliveryState state = delivery.state();
    Summary summary = state.summary();
    Redelivery redelivery = state.redelivery();
    Attempt attempt = delivery.attempt();
    return new DeliveryColumns(
        delivery.destinationId(),
        delivery.epoch(),
        state.done(),
        state.failures(),
        state.failingSince(),
        text(state.lastError(), ERROR),
        state.nextAttempt(),
        state.message().failures(),
        state.message().refusals(),
        summary == null ? null : summary.firstId(),
        summary == null ? null : summary.lastId(),
        summary == null ? null : summary.count(),
        summary == null ? null : summary.seconds(),
        summary == null ? null : summary.at(),
        summary == null ? null : summary.isPartial(),
        state.disabled() == null ? null : delivery.now(),
        text(state.disabled(), ERROR),
        redelivery == null ? null : redelivery.id(),
        redelivery == null ? null : redelivery.nextId(),
        redelivery == null ? null : redelivery.attempts(),
        attempt == null ? null : attempt.messageId(),
        attempt == null ? null : attempt.number(),
        attempt == null ? null : attempt.at(),
        attempt == null ? null : attempt.result().wireName(),
        attempt == null ? null : attempt.status(),
        attempt == null ? null : text(attempt.error(), ERROR),
        attempt == null ? null : text(attempt.answer(), ANSWER),
        attempt == null ? null : attempt.duration().toMillis(),
        delivery.notices().sent(),
        delivery.notices().areDone(),
        delivery.notices().droppedId(),
        delivery.now());
  }

  /** As Postgres stores it: without null characters and halves of surrogate pairs. */
  private static @Nullable String text(@Nullable String text, int longest) {
    if (text == null) {
      return null;
    }
    StringBuilder storable = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .filter(codePoint -> !TermsParser.isUnstorable(codePoint))
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }
}

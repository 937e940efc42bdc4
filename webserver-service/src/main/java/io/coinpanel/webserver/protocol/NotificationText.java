package io.coinpanel.webserver.protocol;

import io.coinpanel.model.Direction;
import io.coinpanel.model.NotificationSentence;
import io.coinpanel.model.Price;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import org.jspecify.annotations.Nullable;

/** What a notification says happened, in words. */
public final class NotificationText {

  private NotificationText() {}

  /** A sentence without a full stop, with the price at its end. */
  public static String of(Notification said) {
    return of(said, direction(said), level(said));
  }

  static String of(Notification said, @Nullable Direction direction, @Nullable String level) {
    return NotificationSentence.of(
        said.symbol(),
        said.condition(),
        direction,
        level,
        said.firing().referencePrice(),
        new Price(said.price()));
  }

  static @Nullable Direction direction(Notification said) {
    return said.firing().direction(said.condition(), said.price(), said.previousPrice());
  }

  /** The price that was reached or passed; null where there is none. */
  public static @Nullable String level(Notification said) {
    return said.firing().level(said.condition());
  }
}

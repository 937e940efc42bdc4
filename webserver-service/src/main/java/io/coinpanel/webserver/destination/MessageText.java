package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people read: a title, and a text that says how old it is. */
final class MessageText {

  /** Nobody wonders about less. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final String CUT = "…";

  private MessageText() {}

  /** The symbol, or the product where there is none. */
  static String title(Message message) {
    Notification notification = message.notification();
    return notification == null ? "CoinPanel" : notification.symbol().toUpperCase(Locale.ROOT);
  }

  /**
   * The destination's own template filled in, or the usual text.
   *
   * @param longest cuts what is longer, in UTF-16 code units
   */
  static String of(Target target, Message message, Instant now, int longest) {
    String template = target.noteTemplate();
    String text =
        template != null && message instanceof Message.Single(Notification notification)
            ? NoteTemplate.fill(template, notification)
            : "";
    // Services refuse empty messages.
    if (text.isBlank()) {
      text = usual(message, message.notification(), now);
    }
    return cut(text, longest);
  }

  private static String usual(Message message, @Nullable Notification notification, Instant now) {
    StringBuilder text = new StringBuilder(message.text());
    Instant time = notification == null ? message.time() : notification.createdAt();
    Duration age = Duration.between(time, now);
    if (age.compareTo(FRESH) >= 0) {
      text.append(" (").append(duration(age.toSeconds())).append(" ago)");
    }
    if (notification != null && notification.name() != null) {
      text.append('\n').append(notification.name());
    }
    if (notification != null && notification.note() != null) {
      text.append('\n').append(notification.note());
    }
    return text.toString();
  }

  /** A time in its largest whole unit. */
  static String duration(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    if (time.toMinutes() < 1) {
      return seconds + " s";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + " min";
    }
    return time.toDays() < 1 ? time.toHours() + " h" : time.toDays() + " d";
  }

  /** Cuts what is longer, in UTF-16 code units. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - CUT.length();
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + CUT;
  }
}

package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.Change;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.request.RequestFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request sets of a destination; what is null stays as it is.
 *
 * @param url where its messages go
 * @param address where its mails go
 */
public record DestinationEdit(
    @Nullable String url,
    @Nullable String address,
    Change<String> token,
    Change<Integer> priority,
    Change<String> name,
    @Nullable Boolean enabled,
    @Nullable Boolean isDefault,
    Change<QuietHours> quietHours,
    Change<Integer> maxAgeSeconds,
    Change<String> noteTemplate,
    @Nullable Boolean feedEvents,
    Change<Heartbeat> heartbeat) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final int MAX_URL = 2_000;
  private static final int MAX_TOKEN = 1_000;
  private static final int MAX_NAME = 100;
  private static final int MAX_TEMPLATE = 4_000;
  private static final int MAX_AGE = 30 * 24 * 60 * 60;
  private static final int MAX_PRIORITY = 5;

  /** Reads the fields of a destination of a kind, and refuses others. */
  public static DestinationEdit of(RequestFields fields, DestinationKind kind) {
    boolean isNtfy = kind == DestinationKind.NTFY;
    DestinationEdit edit =
        new DestinationEdit(
            kind.isAtUrl() && fields.has("url") ? url(fields) : null,
            kind == DestinationKind.EMAIL && fields.has("address") ? address(fields) : null,
            isNtfy ? text(fields, "token", MAX_TOKEN) : new Change.Keep<>(),
            isNtfy ? number(fields, "priority", MAX_PRIORITY) : new Change.Keep<>(),
            text(fields, "name", MAX_NAME),
            fields.flag("enabled").orElse(null),
            fields.flag("default").orElse(null),
            fields.has("quiet_hours")
                ? new Change.Set<>(quietHours(fields.object("quiet_hours")))
                : new Change.Keep<>(),
            number(fields, "max_age_seconds", MAX_AGE),
            noteTemplate(fields),
            fields.flag("feed_events").orElse(null),
            fields.has("heartbeat")
                ? new Change.Set<>(heartbeat(fields.object("heartbeat")))
                : new Change.Keep<>());
    fields.end();
    return edit;
  }

  /** Whether notices that wait are not wanted any more. */
  boolean endsNotices() {
    return Boolean.FALSE.equals(enabled)
        || Boolean.FALSE.equals(feedEvents)
        || (heartbeat instanceof Change.Set<Heartbeat>(Heartbeat daily) && daily == null);
  }

  /** Whether it says where messages go, or with which credential. */
  boolean isAddressed() {
    return url != null || address != null || token instanceof Change.Set;
  }

  private static String url(RequestFields fields) {
    String text = fields.text("url");
    try {
      URI url = new URI(text == null ? "" : text);
      boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (isHttp
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null
          && url.toString().length() <= MAX_URL) {
        return url.toASCIIString();
      }
    } catch (URISyntaxException e) {
      // Answered below.
    }
    throw Problem.ofField("url", "must be a URL such as https://example.org/alerts").toException();
  }

  private static String address(RequestFields fields) {
    return Optional.ofNullable(fields.text("address"))
        .flatMap(EmailAddress::parse)
        .orElseThrow(
            () ->
                Problem.ofField("address", "must be an e-mail address such as me@example.org")
                    .toException());
  }

  private static Change<String> text(RequestFields fields, String field, int longest) {
    if (!fields.has(field)) {
      return new Change.Keep<>();
    }
    String text = fields.text(field);
    if (text == null || text.isBlank()) {
      return new Change.Set<>(null);
    }
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.ofField(field, "must have 1 to " + longest + " characters").toException();
    }
    return new Change.Set<>(text.strip());
  }

  private static Change<Integer> number(RequestFields fields, String field, int most) {
    if (!fields.has(field)) {
      return new Change.Keep<>();
    }
    Integer number = fields.count(field);
    if (number != null && (number < 1 || number > most)) {
      throw Problem.ofField(field, "must be a whole number from 1 to " + most).toException();
    }
    return new Change.Set<>(number);
  }

  private static @Nullable QuietHours quietHours(@Nullable RequestFields fields) {
    if (fields == null) {
      return null;
    }
    LocalTime from = time(fields, "quiet_hours", "from");
    LocalTime to = time(fields, "quiet_hours", "to");
    ZoneId zone = zone(fields, "quiet_hours");
    fields.end();
    if (from.equals(to)) {
      throw Problem.ofField("quiet_hours", "begin and end at the same time").toException();
    }
    return new QuietHours(zone, from, to);
  }

  private static @Nullable Heartbeat heartbeat(@Nullable RequestFields fields) {
    if (fields == null) {
      return null;
    }
    LocalTime at = time(fields, "heartbeat", "daily");
    ZoneId zone = zone(fields, "heartbeat");
    fields.end();
    return new Heartbeat(zone, at);
  }

  private static ZoneId zone(RequestFields fields, String of) {
    try {
      return ZoneId.of(String.valueOf(fields.text("time_zone")));
    } catch (DateTimeException e) {
      throw Problem.ofField(of, "time_zone must be one such as Europe/London").toException();
    }
  }

  private static LocalTime time(RequestFields fields, String of, String field) {
    try {
      return LocalTime.parse(String.valueOf(fields.text(field)), TIME);
    } catch (DateTimeException e) {
      throw Problem.ofField(of, field + " must be a time such as 22:00").toException();
    }
  }

  private static Change<String> noteTemplate(RequestFields fields) {
    if (!fields.has("note_template")) {
      return new Change.Keep<>();
    }
    String template = fields.text("note_template");
    if (template == null || template.isEmpty()) {
      return new Change.Set<>(null);
    }
    String unknown = NoteTemplate.unknown(template);
    if (unknown != null) {
      throw Problem.ofField("note_template", "there is no {{" + unknown + "}}").toException();
    }
    if (template.length() > MAX_TEMPLATE || template.indexOf(0) >= 0) {
      throw Problem.ofField("note_template", "must have 1 to " + MAX_TEMPLATE + " characters")
          .toException();
    }
    return new Change.Set<>(template);
  }
}

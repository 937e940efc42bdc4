package io.coinpanel.webserver.destination;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.protocol.NotificationText;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/** A text with placeholders such as <code>{{symbol}}</code>. */
final class NoteTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");
  private static final Map<String, Function<Notification, @Nullable String>> VALUES =
      Map.of(
          "symbol", Notification::symbol,
          "price", said -> Price.toString(said.price()),
          "condition", said -> said.condition().kind().wireName(),
          "name", Notification::name,
          "note", Notification::note,
          "time", said -> said.tradeTime().toString(),
          "level", NotificationText::level);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NoteTemplate() {}

  /**
   * A filled template.
   *
   * @param isJson whether it is JSON
   */
  record Filled(String text, boolean isJson) {}

  /** The first placeholder that is none, or null. */
  static @Nullable String unknown(String template) {
    Matcher found = PLACEHOLDER.matcher(template);
    while (found.find()) {
      if (!VALUES.containsKey(found.group(1))) {
        return found.group(1);
      }
    }
    return null;
  }

  /** Fills in a notification as it is; what it does not have is left out. */
  static String fill(String template, Notification notification) {
    return fill(template, notification, UnaryOperator.identity());
  }

  /** As JSON, with the values escaped, if the template is JSON then. */
  static Filled fillJson(String template, Notification notification) {
    String escaped = fill(template, notification, NoteTemplate::escape);
    return isJson(escaped)
        ? new Filled(escaped, true)
        : new Filled(fill(template, notification), false);
  }

  private static String fill(
      String template, Notification notification, UnaryOperator<String> escaping) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> {
              var value = VALUES.get(found.group(1));
              String text = value == null ? found.group() : value.apply(notification);
              return Matcher.quoteReplacement(text == null ? "" : escaping.apply(text));
            });
  }

  private static String escape(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
  }

  private static boolean isJson(String text) {
    try {
      return !JSON.readTree(text).isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }
}

package io.coinpanel.webserver.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reply echoes of its command.
 *
 * @param ref what the client called the command, or null
 * @param ignored names of its unknown fields, truncated
 */
public record Echo(@Nullable String ref, List<String> ignored) {

  /** Of what has no command, or one that cannot be read. */
  public static final Echo NONE = new Echo(null, List.of());

  /** A text of the client's, of which a reply can repeat only so much. */
  public static String shorten(String text) {
    return text.length() <= 32 ? text : text.substring(0, 31) + "…";
  }

  int weight() {
    int weight = ref == null ? 0 : 2 * ref.length();
    for (String name : ignored) {
      weight += 48 + 2 * name.length();
    }
    return weight;
  }
}

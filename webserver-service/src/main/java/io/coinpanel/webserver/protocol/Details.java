package io.coinpanel.webserver.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription carries besides its terms.
 *
 * @param name null for none, as the note
 * @param destinations ids, or null for the account's default ones
 */
public record Details(
    @Nullable String name, @Nullable String note, @Nullable List<Long> destinations) {

  public static final Details NONE = new Details(null, null, null);

  /** The destinations that it names; empty for none, and for the default ones. */
  public List<Long> namedDestinations() {
    return destinations == null ? List.of() : destinations;
  }
}

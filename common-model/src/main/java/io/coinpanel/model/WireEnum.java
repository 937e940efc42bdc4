package io.coinpanel.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An enum whose constants have one spelling on the wire and in the database: the lower-case name.
 */
public interface WireEnum {

  /** The enum's own name. */
  String name();

  /** The enum's own position. */
  int ordinal();

  /** The enum's own type. */
  Class<?> getDeclaringClass();

  /** The spelling on the wire and in the database. */
  default String wireName() {
    return WireNames.of(getDeclaringClass()).name(ordinal());
  }

  /** The constant of {@code type} spelled {@code term}, or empty if there is none. */
  static <T extends Enum<T> & WireEnum> Optional<T> parse(Class<T> type, String term) {
    @Nullable Object constant = WireNames.of(type).constant(term);
    return Optional.ofNullable(type.cast(constant));
  }
}

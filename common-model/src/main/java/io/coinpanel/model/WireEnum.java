package io.coinpanel.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An enum whose constants have one spelling on the wire and in the database: the lower-case name.
 */
public interface WireEnum {

  /** The enum's own name. */
  String name();

  /** The spelling on the wire and in the database. */
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of {@code type} spelled {@code term}, or empty if there is none. */
  static <T extends Enum<T> & WireEnum> Optional<T> parse(Class<T> type, String term) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.wireName().equals(term))
        .findFirst();
  }
}

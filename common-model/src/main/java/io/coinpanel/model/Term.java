package io.coinpanel.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A constant that has one spelling on the wire and in the database: its name in lower case. */
public interface Term {

  /** The enum's own name. */
  String name();

  /** The spelling on the wire and in the database. */
  default String term() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant of {@code type} spelled {@code term}, or empty if there is none. */
  static <T extends Enum<T> & Term> Optional<T> parse(Class<T> type, String term) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.term().equals(term))
        .findFirst();
  }
}

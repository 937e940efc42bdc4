package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.RefusedException.invalid;

import io.coinpanel.model.Term;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one command, and the name of one that came twice, if one did. An optional field
 * that is null counts as absent; everything else that is not as it should be is refused by the
 * field's name.
 */
record Fields(Map<String, Value> values, @Nullable String repeated) {

  private static final int LONGEST_NAME = 64;
  private static final BigDecimal LARGEST_INTEGER = BigDecimal.valueOf(Integer.MAX_VALUE);

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Null));
  }

  void refuseRepeated() throws RefusedException {
    if (repeated != null) {
      throw invalid(cut(repeated), "is there twice");
    }
  }

  /** The client chose the name, and may have chosen it as long as a frame. */
  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }

  String text(String name) throws RefusedException {
    String text = textOrNull(name);
    if (text == null) {
      throw invalid(name, has(name) ? "must be a string" : "is missing");
    }
    return text;
  }

  @Nullable String textOrNull(String name) throws RefusedException {
    Optional<Value> value = find(name);
    if (value.isEmpty()) {
      return null;
    }
    if (value.get() instanceof Value.Text(String text)) {
      return text;
    }
    throw invalid(name, "must be a string");
  }

  boolean flag(String name) throws RefusedException {
    if (values.get(name) instanceof Value.Flag(boolean flag)) {
      return flag;
    }
    throw invalid(name, has(name) ? "must be true or false" : "is missing");
  }

  /** A whole number from 0 to the largest int. */
  int count(String name, int otherwise) throws RefusedException {
    Optional<Value> value = find(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    Optional<BigDecimal> number = Numerals.read(value.get());
    if (number.isEmpty()
        || number.get().signum() < 0
        || number.get().compareTo(LARGEST_INTEGER) > 0
        || number.get().stripTrailingZeros().scale() > 0) {
      throw invalid(name, "must be a whole number from 0 to " + Integer.MAX_VALUE);
    }
    return number.get().intValue();
  }

  <T extends Enum<T> & Term> T term(String name, T otherwise) throws RefusedException {
    String text = textOrNull(name);
    if (text == null) {
      return otherwise;
    }
    Class<T> type = otherwise.getDeclaringClass();
    return Term.parse(type, text)
        .orElseThrow(() -> invalid(name, "must be one of " + choices(type)));
  }

  private static <T extends Enum<T> & Term> String choices(Class<T> type) {
    return Stream.of(type.getEnumConstants()).map(Term::term).collect(Collectors.joining(", "));
  }
}

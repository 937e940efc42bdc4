package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.RefusedException.invalid;

import io.coinpanel.model.Term;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final int MOST_NAMES = 16;

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Null));
  }

  /**
   * The names that are not among the known ones, in their order; some of them if there are many.
   */
  List<String> ignored(Set<String> known) {
    if (known.containsAll(values.keySet())) {
      return List.of();
    }
    return values.keySet().stream()
        .filter(name -> !known.contains(name))
        .limit(MOST_NAMES)
        .map(Fields::cut)
        .toList();
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
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
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
    return between(0, Integer.MAX_VALUE, name, otherwise);
  }

  /** A whole number within bounds, themselves included. */
  int between(int least, int most, String name, int otherwise) throws RefusedException {
    Optional<Value> value = find(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    Optional<BigDecimal> number = Numerals.read(value.get());
    if (number.isEmpty()
        || number.get().compareTo(BigDecimal.valueOf(least)) < 0
        || number.get().compareTo(BigDecimal.valueOf(most)) > 0
        || number.get().stripTrailingZeros().scale() > 0) {
      throw invalid(name, "must be a whole number from " + least + " to " + most);
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

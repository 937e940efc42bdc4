package io.coinpanel.webserver.protocol;

import static io.coinpanel.webserver.protocol.InvalidCommandException.invalid;

import io.coinpanel.model.ConditionField;
import io.coinpanel.model.WireEnum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one command, and the name of a duplicated one, if any. A null optional field counts
 * as absent; every other invalid value is rejected naming the field.
 */
public record Fields(Map<String, Value> values, @Nullable String repeated) {

  private static final int MAX_NAME = 64;
  private static final int MAX_NAMES = 16;

  public boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Null));
  }

  /**
   * The names that are not among the known ones, in their order; some of them if there are many.
   */
  public List<String> ignored(Set<String> known) {
    if (known.containsAll(values.keySet())) {
      return List.of();
    }
    return values.keySet().stream()
        .filter(name -> !known.contains(name))
        .limit(MAX_NAMES)
        .map(Fields::truncate)
        .toList();
  }

  public void rejectRepeated() throws InvalidCommandException {
    if (repeated != null) {
      throw invalid(truncate(repeated), "is duplicated");
    }
  }

  /** The name comes from the client and may be as long as a frame. */
  private static String truncate(String name) {
    return name.codePointCount(0, name.length()) <= MAX_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_NAME - 1)) + "…";
  }

  public String text(String name) throws InvalidCommandException {
    String text = textOrNull(name);
    if (text == null) {
      throw invalid(name, has(name) ? "must be a string" : "is missing");
    }
    return text;
  }

  public @Nullable String textOrNull(String name) throws InvalidCommandException {
    Optional<Value> value = find(name);
    if (value.isEmpty()) {
      return null;
    }
    if (value.get() instanceof Value.Text(String text)) {
      return text;
    }
    throw invalid(name, "must be a string");
  }

  public boolean flag(String name) throws InvalidCommandException {
    if (values.get(name) instanceof Value.Flag(boolean flag)) {
      return flag;
    }
    throw invalid(name, has(name) ? "must be true or false" : "is missing");
  }

  /** A list of strings. */
  public @Nullable List<String> textsOrNull(String name) throws InvalidCommandException {
    Optional<Value> value = find(name);
    if (value.isEmpty()) {
      return null;
    }
    if (value.get() instanceof Value.Texts(List<String> texts)) {
      return texts;
    }
    throw invalid(name, "must be a list of strings");
  }

  /** A whole number from 0 to the largest int. */
  int count(String name, int otherwise) throws InvalidCommandException {
    return between(0, Integer.MAX_VALUE, name, otherwise);
  }

  /** A whole number within bounds, themselves included. */
  public int between(int least, int most, String name, int otherwise)
      throws InvalidCommandException {
    Optional<Value> value = find(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    Optional<BigDecimal> number = JsonNumbers.parse(value.get());
    if (number.isEmpty()
        || number.get().compareTo(BigDecimal.valueOf(least)) < 0
        || number.get().compareTo(BigDecimal.valueOf(most)) > 0
        || number.get().stripTrailingZeros().scale() > 0) {
      throw invalid(name, "must be a whole number from " + least + " to " + most);
    }
    return number.get().intValue();
  }

  /** As the parser of conditions takes it. */
  ConditionField conditionField(String name) {
    return switch (values.get(name)) {
      case null -> ConditionField.ABSENT;
      case Value.Null _ -> ConditionField.NULL;
      case Value.Text(String text) -> new ConditionField.Text(text);
      case Value.NumberLiteral number ->
          JsonNumbers.parse(number)
              .<ConditionField>map(ConditionField.Decimal::new)
              .orElse(ConditionField.OTHER);
      case Value.Flag _, Value.Texts _, Value.Composite _ -> ConditionField.OTHER;
    };
  }

  /** One of the choices; the first if it is absent. */
  <T extends WireEnum> T enumValue(String name, List<T> choices) throws InvalidCommandException {
    String text = textOrNull(name);
    if (text == null) {
      return choices.getFirst();
    }
    return choices.stream()
        .filter(choice -> choice.wireName().equals(text))
        .findFirst()
        .orElseThrow(() -> invalid(name, "must be one of " + names(choices)));
  }

  private static String names(List<? extends WireEnum> choices) {
    return choices.stream().map(WireEnum::wireName).collect(Collectors.joining(", "));
  }
}

package io.coinpanel.model;

import static io.coinpanel.model.InvalidConditionException.invalid;
import static io.coinpanel.model.InvalidConditionException.price;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses and validates conditions, wherever their fields come from. */
public final class ConditionParser {

  /** The longest window and hold: a day. */
  public static final int MAX_SECONDS = 86_400;

  private static final String CONDITION = "condition";

  // As for prices: any zeros a person types, and cheap.
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,50}(\\.[0-9]{1,50})?");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(MAX_SECONDS);

  private ConditionParser() {}

  /** The condition; it is {@code above} if it is not named. */
  public static Condition parse(ConditionFields fields) throws InvalidConditionException {
    ConditionKind kind = kind(fields.find(CONDITION));
    return parameters(fields).condition(kind);
  }

  /** The parameters that an edit sets or removes; whether they fit shows when it is applied. */
  public static ConditionEdit parseEdit(ConditionFields fields) throws InvalidConditionException {
    Set<Parameter> given = EnumSet.noneOf(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      if (!(fields.find(parameter.wireName()) instanceof ConditionField.Absent)) {
        given.add(parameter);
      }
    }
    return given.isEmpty() ? ConditionEdit.NONE : new ConditionEdit(given, parameters(fields));
  }

  private static ConditionKind kind(ConditionField field) throws InvalidConditionException {
    return switch (field) {
      case ConditionField.Absent _, ConditionField.Null _ -> ConditionKind.ABOVE;
      case ConditionField.Text(String text) ->
          WireEnum.parse(ConditionKind.class, text)
              .orElseThrow(
                  () ->
                      invalid(
                          CONDITION,
                          "must be one of " + Words.list(List.of(ConditionKind.values()))));
      case ConditionField.Decimal _, ConditionField.Other _ ->
          throw invalid(CONDITION, "must be a string");
    };
  }

  private static ConditionParameters parameters(ConditionFields fields)
      throws InvalidConditionException {
    return new ConditionParameters(
        priceOf(fields, Parameter.THRESHOLD),
        priceOf(fields, Parameter.LOWER),
        priceOf(fields, Parameter.UPPER),
        percentOf(fields),
        priceOf(fields, Parameter.AMOUNT),
        seconds(fields, Parameter.WITHIN_SECONDS),
        priceOf(fields, Parameter.FROM),
        priceOf(fields, Parameter.REARM),
        seconds(fields, Parameter.HOLD_SECONDS),
        bar(fields));
  }

  private static @Nullable Price priceOf(ConditionFields fields, Parameter parameter)
      throws InvalidConditionException {
    return switch (fields.find(parameter.wireName())) {
      case ConditionField.Absent _, ConditionField.Null _ -> null;
      case ConditionField.Text(String text) -> admitted(Price.parse(text), parameter);
      case ConditionField.Decimal(BigDecimal number) -> admitted(Price.of(number), parameter);
      case ConditionField.Other _ -> throw price(parameter);
    };
  }

  private static Price admitted(Optional<Price> price, Parameter parameter)
      throws InvalidConditionException {
    return price
        .filter(found -> found.units() > 0)
        .filter(found -> found.compareTo(Price.MAX_THRESHOLD) <= 0)
        .orElseThrow(() -> price(parameter));
  }

  private static @Nullable Percent percentOf(ConditionFields fields)
      throws InvalidConditionException {
    return switch (fields.find(Parameter.PERCENT.wireName())) {
      case ConditionField.Absent _, ConditionField.Null _ -> null;
      case ConditionField.Text(String text) -> {
        if (!DECIMAL.matcher(text).matches()) {
          throw percent();
        }
        yield Percent.of(new BigDecimal(text)).orElseThrow(ConditionParser::percent);
      }
      case ConditionField.Decimal(BigDecimal number) ->
          Percent.of(number).orElseThrow(ConditionParser::percent);
      case ConditionField.Other _ -> throw percent();
    };
  }

  /** No percentage where one has to be. */
  static InvalidConditionException percent() {
    return invalid(
        Parameter.PERCENT,
        "must be a decimal number above 0 and up to "
            + Percent.MAX
            + " with at most "
            + Percent.SCALE
            + " decimals");
  }

  private static @Nullable Integer seconds(ConditionFields fields, Parameter parameter)
      throws InvalidConditionException {
    return switch (fields.find(parameter.wireName())) {
      case ConditionField.Absent _, ConditionField.Null _ -> null;
      case ConditionField.Decimal(BigDecimal number)
          when number.compareTo(BigDecimal.ONE) >= 0
              && number.compareTo(LONGEST) <= 0
              && number.stripTrailingZeros().scale() <= 0 ->
          number.intValue();
      case ConditionField.Decimal _, ConditionField.Text _, ConditionField.Other _ ->
          throw invalid(parameter, "must be a whole number from 1 to " + MAX_SECONDS);
    };
  }

  private static @Nullable Bar bar(ConditionFields fields) throws InvalidConditionException {
    return switch (fields.find(Parameter.BAR.wireName())) {
      case ConditionField.Absent _, ConditionField.Null _ -> null;
      case ConditionField.Text(String text) -> Bar.parse(text).orElseThrow(ConditionParser::noBar);
      case ConditionField.Decimal _, ConditionField.Other _ -> throw noBar();
    };
  }

  private static InvalidConditionException noBar() {
    return invalid(
        Parameter.BAR,
        "must be one of "
            + String.join(", ", List.of(Bar.values()).stream().map(Bar::wireName).toList()));
  }
}

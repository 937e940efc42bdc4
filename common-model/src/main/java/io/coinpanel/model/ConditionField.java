package io.coinpanel.model;

import java.math.BigDecimal;

/** A field as a command, a file or a command line gives it. */
public sealed interface ConditionField {

  ConditionField ABSENT = new Absent();
  ConditionField NULL = new Null();
  ConditionField OTHER = new Other();

  record Absent() implements ConditionField {}

  /** It is there without a value: an edit removes the parameter. */
  record Null() implements ConditionField {}

  record Text(String text) implements ConditionField {}

  record Decimal(BigDecimal number) implements ConditionField {}

  /** Anything else, which no parameter can be. */
  record Other() implements ConditionField {}
}

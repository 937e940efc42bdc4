package io.coinpanel.model;

import jakarta.persistence.AttributeConverter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How the words of the domain stand in columns. */
final class Columns {

  private Columns() {}

  /** {@code numeric(20,8)}. */
  static final class PriceColumn
      implements AttributeConverter<@Nullable Price, @Nullable BigDecimal> {
    @Override
    public @Nullable BigDecimal convertToDatabaseColumn(@Nullable Price price) {
      return price == null ? null : price.toBigDecimal();
    }

    @Override
    public @Nullable Price convertToEntityAttribute(@Nullable BigDecimal number) {
      return number == null ? null : Price.of(number).orElseThrow();
    }
  }

  /** A term's spelling. */
  abstract static class TermColumn<T extends Enum<T> & Term>
      implements AttributeConverter<@Nullable T, @Nullable String> {

    private final Class<T> type;

    TermColumn(Class<T> type) {
      this.type = type;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable T constant) {
      return constant == null ? null : constant.term();
    }

    @Override
    public @Nullable T convertToEntityAttribute(@Nullable String term) {
      return term == null ? null : Term.parse(type, term).orElseThrow();
    }
  }

  static final class ConditionColumn extends TermColumn<Condition> {
    ConditionColumn() {
      super(Condition.class);
    }
  }

  static final class RepeatColumn extends TermColumn<Repeat> {
    RepeatColumn() {
      super(Repeat.class);
    }
  }

  static final class StatusColumn extends TermColumn<SubscriptionStatus> {
    StatusColumn() {
      super(SubscriptionStatus.class);
    }
  }
}

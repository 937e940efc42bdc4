package io.coinpanel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {

  /** Fields as {@code name=value}: a number without quotes, a text without, or null. */
  private static ConditionFields fields(String text) {
    Map<String, ConditionField> fields = new HashMap<>();
    for (String field : text.split(" ", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], value(parts[1]));
    }
    return name -> fields.getOrDefault(name, ConditionField.ABSENT);
  }

  private static ConditionField value(String text) {
    return switch (text) {
      case "null" -> ConditionField.NULL;
      case "[]" -> ConditionField.OTHER;
      case String quoted when quoted.startsWith("'") ->
          new ConditionField.Text(quoted.substring(1, quoted.length() - 1));
      case String word when Character.isLetter(word.charAt(0)) -> new ConditionField.Text(word);
      case String number -> new ConditionField.Decimal(new BigDecimal(number));
    };
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "threshold=5",
        "condition=null threshold='5' rearm=4",
        "condition=above threshold='5' rearm=5 bar='1h'",
        "condition=below threshold=5 rearm=6",
        "condition=below threshold=5 hold_seconds=86400",
        "condition=cross threshold=5 bar='1m'",
        "condition=enter lower=4 upper=5 hold_seconds=1",
        "condition=leave lower=5 upper='5' bar='1d'",
        "condition=rise percent=1000 within_seconds=300",
        "condition=rise percent='0.0001'",
        "condition=fall percent='99.9999' from=7",
        "condition=move percent=2.50 within_seconds=1.0 from=null",
        "condition=step amount=0.00000001 percent=null",
        "condition=step percent=5",
      })
  void parsesWhatItWritesBack(String text) throws InvalidConditionException {
    Condition condition = ConditionParser.parse(fields(text));
    assertThat(ConditionParameters.of(condition).condition(condition.kind())).isEqualTo(condition);
    assertThat(ConditionEdit.NONE.applyTo(condition)).isEqualTo(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "condition=up threshold=5|invalid_message|condition",
        "condition=5 threshold=5|invalid_message|condition",
        "condition=above|invalid_threshold|threshold",
        "condition=above threshold=0|invalid_threshold|threshold",
        "condition=above threshold='1e3'|invalid_threshold|threshold",
        "condition=above threshold=[]|invalid_threshold|threshold",
        "condition=above threshold=92233720368.00000001|invalid_threshold|threshold",
        "condition=above threshold=5 rearm=6|invalid_message|rearm",
        "condition=above threshold=5 rearm=-1|invalid_threshold|rearm",
        "condition=below threshold=5 rearm=4|invalid_message|rearm",
        "condition=above threshold=5 rearm=4 hold_seconds=1|invalid_message|hold_seconds",
        "condition=above threshold=5 bar='1h' hold_seconds=1|invalid_message|bar",
        "condition=above threshold=5 bar='2h'|invalid_message|bar",
        "condition=above threshold=5 bar=1|invalid_message|bar",
        "condition=above threshold=5 hold_seconds=0|invalid_message|hold_seconds",
        "condition=above threshold=5 hold_seconds=86401|invalid_message|hold_seconds",
        "condition=above threshold=5 hold_seconds=1.5|invalid_message|hold_seconds",
        "condition=above threshold=5 hold_seconds='60'|invalid_message|hold_seconds",
        "condition=above threshold=5 lower=4|invalid_message|lower",
        "condition=cross threshold=5 rearm=5|invalid_message|rearm",
        "condition=cross threshold=5 hold_seconds=5|invalid_message|hold_seconds",
        "condition=enter threshold=5|invalid_message|threshold",
        "condition=enter lower=5|invalid_threshold|upper",
        "condition=enter upper=5|invalid_threshold|lower",
        "condition=leave lower=6 upper=5|invalid_message|lower",
        "condition=leave lower=5 upper=6 rearm=5|invalid_message|rearm",
        "condition=leave lower=5 upper=6 bar='1h' hold_seconds=1|invalid_message|bar",
        "condition=rise|invalid_message|percent",
        "condition=rise percent=0|invalid_message|percent",
        "condition=rise percent=1000.0001|invalid_message|percent",
        "condition=rise percent=0.00001|invalid_message|percent",
        "condition=rise percent='+1'|invalid_message|percent",
        "condition=rise percent='1e1'|invalid_message|percent",
        "condition=rise percent=[]|invalid_message|percent",
        "condition=fall percent=100|invalid_message|percent",
        "condition=move percent=100|invalid_message|percent",
        "condition=step percent=100|invalid_message|percent",
        "condition=rise percent=1 within_seconds=86401|invalid_message|within_seconds",
        "condition=rise percent=1 within_seconds=60 from=5|invalid_message|from",
        "condition=rise percent=1 bar='1h'|invalid_message|bar",
        "condition=rise percent=1 amount=5|invalid_message|amount",
        "condition=step|invalid_threshold|amount",
        "condition=step amount=0|invalid_threshold|amount",
        "condition=step amount=1 percent=1|invalid_message|percent",
        "condition=step amount=1 hold_seconds=1|invalid_message|hold_seconds",
      })
  void namesTheFieldThatIsWrong(String text, String code, String field) {
    assertThatThrownBy(() -> ConditionParser.parse(fields(text)))
        .asInstanceOf(type(InvalidConditionException.class))
        .satisfies(
            problem -> {
              assertThat(problem.code().wireName()).isEqualTo(code);
              assertThat(problem.field()).isEqualTo(field);
              assertThat(problem.reason()).startsWith(field + " ");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "threshold=5 rearm=4|threshold=6|threshold=6 rearm=4",
        "threshold=5 rearm=4|rearm=null|threshold=5",
        "threshold=5 rearm=4|rearm=null hold_seconds=60|threshold=5 hold_seconds=60",
        "threshold=5 hold_seconds=60|hold_seconds=null bar='1h'|threshold=5 bar='1h'",
        "condition=enter lower=4 upper=5|upper=6|condition=enter lower=4 upper=6",
        "condition=rise percent=5 from=7|from=null within_seconds=9"
            + "|condition=rise percent=5 within_seconds=9",
        "condition=step amount=5|amount=null percent=1|condition=step percent=1",
        "threshold=5|threshold=5.0 lower=null|threshold=5",
      })
  void editsSomeParameters(String before, String edit, String after)
      throws InvalidConditionException {
    ConditionEdit parsed = ConditionParser.parseEdit(fields(edit));
    assertThat(parsed.applyTo(ConditionParser.parse(fields(before))))
        .isEqualTo(ConditionParser.parse(fields(after)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "threshold=5 rearm=4|threshold=3|rearm",
        "threshold=5|threshold=null|threshold",
        "threshold=5|percent=5|percent",
        "condition=rise percent=5|percent=null|percent",
        "condition=fall percent=5|percent=100|percent",
      })
  void validatesTheWholeAfterAnEdit(String before, String edit, String field)
      throws InvalidConditionException {
    Condition condition = ConditionParser.parse(fields(before));
    ConditionEdit parsed = ConditionParser.parseEdit(fields(edit));
    assertThatThrownBy(() -> parsed.applyTo(condition))
        .asInstanceOf(type(InvalidConditionException.class))
        .extracting(InvalidConditionException::field)
        .isEqualTo(field);
  }

  @Test
  void anEditWithoutParametersIsNone() throws InvalidConditionException {
    assertThat(ConditionParser.parseEdit(fields("name='x'")).isEmpty()).isTrue();
  }
}

package io.coinpanel.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's arithmetic is exact, and takes what people type. */
@ExtendWith(InBrowser.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DecimalsTest {

  @Test
  void whatPeopleTypeIsReadExactly(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      assertThat(typed(visitor, "65000")).isEqualTo("65000");
      assertThat(typed(visitor, " 65,000.50 ")).isEqualTo("65000.5");
      assertThat(typed(visitor, "65 000,5")).isEqualTo("65000.5");
      assertThat(typed(visitor, "1,234,567")).isEqualTo("1234567");
      assertThat(typed(visitor, ".25")).isEqualTo("0.25");
      assertThat(typed(visitor, "0.00001234")).isEqualTo("0.00001234");
      assertThat(typed(visitor, "0.100000000")).isEqualTo("0.1");
      assertThat(typed(visitor, "92233720368")).isEqualTo("92233720368");
      assertThat(typed(visitor, "1e5")).isEqualTo("refused");
      assertThat(typed(visitor, "+5")).isEqualTo("refused");
    }
  }

  private static Object typed(Visitor visitor, String text) {
    return visitor
        .page()
        .evaluate(
            "async (text) => { const d = await import('/js/decimal.js'); const read ="
                + " d.typed(text); return 'value' in read ? d.plain(read.value) : 'refused'; }",
            text);
  }

  @Test
  void suggestionsAreRoundAndOnBothSides(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      assertThat(rounds(visitor, "64950.01")).isEqualTo("64000 65000");
      assertThat(rounds(visitor, "65000")).isEqualTo("64000 66000");
      assertThat(rounds(visitor, "0.00001234")).isEqualTo("0.000012 0.000013");
      assertThat(rounds(visitor, "0.00000001")).isEqualTo("0.00000002");
    }
  }

  private static Object rounds(Visitor visitor, String price) {
    return visitor
        .page()
        .evaluate(
            "async (price) => { const d = await import('/js/decimal.js');"
                + " return d.roundNumbers(d.units(price)).map(d.plain).join(' '); }",
            price);
  }
}

package io.coinpanel.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's arithmetic is exact, and takes what people type. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DecimalsTest {

  private static final Map<String, String> READ =
      Map.ofEntries(
          Map.entry("65000", "65000"),
          Map.entry(" 65,000.50 ", "65000.5"),
          Map.entry("65 000,5", "65000.5"),
          Map.entry("1,234,567", "1234567"),
          Map.entry("1.234.567", "1234567"),
          Map.entry("1.234,5", "1234.5"),
          Map.entry("1,234.5", "1234.5"),
          Map.entry("1,234.567", "1234.567"),
          Map.entry("1.234,567", "1234.567"),
          Map.entry("1 234", "1234"),
          Map.entry("1\u00a0234,567", "1234.567"),
          Map.entry("1\u202f234", "1234"),
          Map.entry("1'234.5", "1234.5"),
          Map.entry("1’234", "1234"),
          Map.entry("1_000", "1000"),
          Map.entry("0,123", "0.123"),
          Map.entry("0,500", "0.5"),
          Map.entry("0.123", "0.123"),
          Map.entry("00,5", "0.5"),
          Map.entry("1234.567", "1234.567"),
          Map.entry("1234,567", "1234.567"),
          Map.entry("12,34", "12.34"),
          Map.entry("1,2345", "1.2345"),
          Map.entry(".25", "0.25"),
          Map.entry(",25", "0.25"),
          Map.entry(",500", "0.5"),
          Map.entry("5.", "5"),
          Map.entry("5,", "5"),
          Map.entry("65,000.", "65000"),
          Map.entry("0.00001234", "0.00001234"),
          Map.entry("0.100000000", "0.1"),
          Map.entry("92233720368", "92233720368"),
          Map.entry("٦٥٠٠٠٫٥", "65000.5"),
          Map.entry("٦٥٬٠٠٠", "65000"),
          Map.entry("۶۵۰۰۰", "65000"),
          Map.entry("६५०००", "65000"),
          Map.entry("６５０００．５", "65000.5"),
          Map.entry("６５，０００．５", "65000.5"));

  private static final Map<String, String> AMBIGUOUS =
      Map.of(
          "65,000", "65000 or 65",
          "1.234", "1234 or 1.234",
          "1,500", "1500 or 1.5",
          "999,999", "999999 or 999.999",
          "٦٥،٠٠٠", "65000 or 65",
          "６５，０００", "65000 or 65");

  private static final List<String> REFUSED =
      List.of(
          "1e5",
          "+5",
          "-5",
          "−5",
          "0",
          "0,000",
          "1,23,456",
          "0,123,456",
          "1,234,",
          "1,000,00",
          "1.000.00",
          "1 23",
          "1 2",
          "1_00",
          "_5",
          "5_",
          "'5",
          "1..5",
          "1,,5",
          "1,.5",
          ".",
          ",",
          "1'234 567",
          "1 234.567.890",
          "5²",
          "½",
          "①",
          "0x10",
          "65k",
          "1/2",
          "NaN",
          "Infinity");

  @Test
  void whatPeopleTypeIsReadExactly(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      SoftAssertions.assertSoftly(
          softly ->
              READ.forEach(
                  (text, price) ->
                      softly.assertThat(typed(pageUser, text)).as(text).isEqualTo(price)));
    }
  }

  @Test
  void whatCanBeReadInTwoWaysHasBothReadings(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      SoftAssertions.assertSoftly(
          softly ->
              AMBIGUOUS.forEach(
                  (text, prices) ->
                      softly.assertThat(typed(pageUser, text)).as(text).isEqualTo(prices)));
    }
  }

  @Test
  void whatIsNoPriceIsRefused(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      SoftAssertions.assertSoftly(
          softly ->
              REFUSED.forEach(
                  text -> softly.assertThat(typed(pageUser, text)).as(text).isEqualTo("refused")));
    }
  }

  @Test
  void whatThePageWritesIntoTheFieldHasOneReading(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      for (String price : List.of("65000", "1.234", "12.345", "999.999", "0.123", "1234.567")) {
        assertThat(
                pageUser
                    .page()
                    .evaluate(
                        "async (price) => { const d = await import('/js/decimal.js'); const read ="
                            + " d.typed(d.written(d.units(price))); return d.plain(read.value); }",
                        price))
            .isEqualTo(price);
      }
    }
  }

  private static Object typed(PageUser pageUser, String text) {
    return pageUser
        .page()
        .evaluate(
            "async (text) => { const d = await import('/js/decimal.js'); const read ="
                + " d.typed(text); return 'problem' in read ? 'refused' : 'value' in read ?"
                + " d.plain(read.value) : read.readings.map(d.plain).join(' or '); }",
            text);
  }

  @Test
  void suggestionsAreRoundAndOnBothSides(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      assertThat(rounds(pageUser, "64950.01")).isEqualTo("64000 65000");
      assertThat(rounds(pageUser, "65000")).isEqualTo("64000 66000");
      assertThat(rounds(pageUser, "0.00001234")).isEqualTo("0.000012 0.000013");
      assertThat(rounds(pageUser, "0.00000001")).isEqualTo("0.00000002");
    }
  }

  private static Object rounds(PageUser pageUser, String price) {
    return pageUser
        .page()
        .evaluate(
            "async (price) => { const d = await import('/js/decimal.js');"
                + " return d.roundNumbers(d.units(price)).map(d.plain).join(' '); }",
            price);
  }
}

package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.coinpanel.systemtests.browser.ConditionCase.isList;
import static java.util.Map.entry;

import com.microsoft.playwright.Locator;
import io.coinpanel.testkit.Eventually;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every condition goes through the form into storage and its row, and is changed in place. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConditionsTest {

  static Stream<ConditionCase> conditions() {
    return Stream.of(thresholds(), ranges(), changes(), usualChanges(), steps())
        .flatMap(List::stream);
  }

  private static List<ConditionCase> thresholds() {
    return List.of(
        new ConditionCase(
            "FIL",
            "above",
            fields("This price", "5", "Re-arm at (optional)", "4.5"),
            "rises above 5",
            "above threshold=5 rearm=4.5",
            entry("Re-arm at (optional)", ""),
            "rises above 5",
            "above threshold=5"),
        new ConditionCase(
            "TIA",
            "below",
            fields("This price", "3", "When it counts", "hold_seconds", "For at least", "1m 30s"),
            "stays below 3 for 90 seconds",
            "below threshold=3 hold_seconds=90",
            entry("For at least", "2 hours"),
            "stays below 3 for 2 hours",
            "below threshold=3 hold_seconds=7200"),
        new ConditionCase(
            "SEI",
            "cross",
            fields("This price", "0.5", "When it counts", "bar", "Bar", "4h"),
            "4h bar closes across 0.5",
            "cross threshold=0.5 bar=4h",
            entry("Bar", "1d"),
            "1d bar closes across 0.5",
            "cross threshold=0.5 bar=1d"));
  }

  private static List<ConditionCase> ranges() {
    return List.of(
        new ConditionCase(
            "AAVE",
            "enter",
            fields("Lower price", "100", "Upper price", "110.50"),
            "enters 100 to 110.5",
            "enter lower=100 upper=110.5",
            entry("Upper price", "120"),
            "enters 100 to 120",
            "enter lower=100 upper=120"),
        new ConditionCase(
            "MKR",
            "leave",
            fields(
                "Lower price",
                "2000",
                "Upper price",
                "3000",
                "When it counts",
                "hold_seconds",
                "For at least",
                "5m"),
            "stays outside 2,000 to 3,000 for 5 minutes",
            "leave lower=2000 upper=3000 hold_seconds=300",
            entry("When it counts", "at_once"),
            "leaves 2,000 to 3,000",
            "leave lower=2000 upper=3000"));
  }

  private static List<ConditionCase> changes() {
    return List.of(
        new ConditionCase(
            "FTM",
            "rise",
            fields("Percent", "2.5 %", "Within (optional)", "5m"),
            "rises 2.5 % within 5 minutes",
            "rise percent=2.5 within_seconds=300",
            entry("Within (optional)", ""),
            "rises 2.5 % from its low",
            "rise percent=2.5"),
        new ConditionCase(
            "ALGO",
            "fall",
            fields("Percent", "0,5", "Start at (optional)", "0.2"),
            "falls 0.5 % from its high",
            "fall percent=0.5 from=0.2",
            entry("Start at (optional)", "0.25"),
            "falls 0.5 % from its high",
            "fall percent=0.5 from=0.25"));
  }

  private static List<ConditionCase> usualChanges() {
    return List.of(
        new ConditionCase(
            "SAND",
            "trailing",
            fields("Percent", "5"),
            "falls 5 % from its high",
            "fall percent=5",
            entry("Within (optional)", "1h"),
            "falls 5 % within 1 hour",
            "fall percent=5 within_seconds=3600"),
        new ConditionCase(
            "MANA",
            "move",
            fields("Percent", "3", "Within (optional)", "90s"),
            "moves 3 % within 90 seconds",
            "move percent=3 within_seconds=90",
            entry("Percent", "4"),
            "moves 4 % within 90 seconds",
            "move percent=4 within_seconds=90"));
  }

  private static List<ConditionCase> steps() {
    return List.of(
        new ConditionCase(
            "AXS",
            "step",
            fields("Size of a step", "0.25"),
            "crosses each step of 0.25",
            "step amount=0.25",
            entry("Size of a step", "0.5"),
            "crosses each step of 0.5",
            "step amount=0.5"),
        new ConditionCase(
            "THETA",
            "step",
            fields("Steps of", "percent", "Percent", "1"),
            "crosses each step of 1 %",
            "step percent=1",
            entry("Percent", "2"),
            "crosses each step of 2 %",
            "step percent=2"));
  }

  private static Map<String, String> fields(String... labelsAndTexts) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int place = 0; place < labelsAndTexts.length; place += 2) {
      fields.put(labelsAndTexts[place], labelsAndTexts[place + 1]);
    }
    return fields;
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void isSetAndChanged(ConditionCase condition, PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.pick(condition.symbol() + "USDT");
      pageUser.choose(condition.choice());
      Locator form = pageUser.id("alert-form");
      form.locator("#details summary").click();
      condition.typed().forEach((label, text) -> fill(form, label, text));
      pageUser.id("set").click();
      String name = condition.symbol() + "/USDT ";
      assertThat(pageUser.alert(name + condition.row())).isVisible();
      assertStored(panel, condition.symbol(), condition.stored());

      pageUser.button("Edit " + name + condition.row()).click();
      Locator edit = pageUser.page().locator("form.edit");
      fill(edit, condition.changed().getKey(), condition.changed().getValue());
      edit.getByText("Save").click();
      assertThat(edit).hasCount(0);
      assertThat(pageUser.alert(name + condition.changedRow())).isVisible();
      assertStored(panel, condition.symbol(), condition.changedStored());
    }
  }

  private static void fill(Locator form, String label, String text) {
    Locator field = form.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    if (isList(label)) {
      field.selectOption(text);
    } else {
      field.fill(text);
    }
  }

  private static void assertStored(PageSystem panel, String symbol, String terms) {
    Eventually.until(() -> panel.conditions(symbol + "USDT").equals(List.of(terms)));
  }

  @Test
  void onlyFieldsThatFitTogetherAreOffered(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      Locator form = pageUser.id("alert-form");
      form.locator("#details summary").click();
      pageUser.choose("above");
      assertThat(label(form, "Re-arm at (optional)")).isVisible();
      assertThat(label(form, "For at least")).isHidden();
      fill(form, "When it counts", "hold_seconds");
      assertThat(label(form, "Re-arm at (optional)")).isHidden();
      assertThat(label(form, "For at least")).isVisible();
      fill(form, "When it counts", "bar");
      assertThat(label(form, "Re-arm at (optional)")).isVisible();
      assertThat(label(form, "For at least")).isHidden();

      pageUser.choose("rise");
      assertThat(pageUser.id("threshold")).isHidden();
      assertThat(label(form, "Start at (optional)")).isVisible();
      fill(form, "Within (optional)", "5m");
      assertThat(label(form, "Start at (optional)")).isHidden();

      pageUser.choose("step");
      assertThat(label(form, "Percent")).isHidden();
      fill(form, "Steps of", "percent");
      assertThat(label(form, "Size of a step")).isHidden();
      Axe.findsNothingSerious(pageUser, "step");
    }
  }

  private static Locator label(Locator form, String text) {
    return form.getByLabel(text, new Locator.GetByLabelOptions().setExact(true));
  }

  @Test
  void wrongPercentagesAreExplained(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.choose("trailing");
      assertWrong(pageUser, "Percent", "", "Enter a percentage, such as 5.");
      assertWrong(pageUser, "Percent", "much", "This is not a percentage. Write it like 5 or 2.5.");
      assertWrong(pageUser, "Percent", "0", "The percentage must be above zero.");
      assertWrong(pageUser, "Percent", "-5", "The percentage must be above zero.");
      assertWrong(pageUser, "Percent", "100", "The largest percentage here is 99.9999.");
      assertWrong(pageUser, "Percent", "0.12345", "A percentage can have at most 4 decimals.");
    }
  }

  @Test
  void wrongDurationsAndPricesAreExplainedAtTheirFields(PageSystem panel)
      throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      Locator form = pageUser.id("alert-form");
      pageUser.choose("trailing");
      fill(form, "Percent", "5");
      pageUser.choose("move");
      assertThat(label(form, "Percent")).hasValue("5");
      assertWrong(pageUser, "Within (optional)", "5", "Add a unit, such as 5s, 5m or 5h.");
      assertWrong(pageUser, "Within (optional)", "soon", "Write a time like 90s, 5m or 1h.");
      assertWrong(pageUser, "Within (optional)", "2d", "The time must be from 1s to 1d.");

      pageUser.choose("enter");
      fill(form, "Lower price", "12");
      assertWrong(pageUser, "Upper price", "11", "This must not be below the lower price.");

      pageUser.choose("above");
      fill(form, "This price", "10");
      form.locator("#details summary").click();
      fill(form, "Re-arm at (optional)", "11");
      form.locator("#details summary").click();
      pageUser.id("set").click();
      assertThat(form.locator(".problem:visible"))
          .hasText("This must not be above the price of the alert.");
      assertThat(label(form, "Re-arm at (optional)")).isFocused();
      Axe.findsNothingSerious(pageUser, "wrong");
    }
  }

  private static void assertWrong(PageUser pageUser, String label, String text, String reason) {
    Locator form = pageUser.id("alert-form");
    fill(form, label, text);
    pageUser.id("set").click();
    assertThat(form.locator(".problem:visible")).hasText(reason);
    assertThat(label(form, label)).isFocused();
    assertThat(label(form, label)).hasAttribute("aria-invalid", "true");
  }
}

package io.coinpanel.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Setting, hearing of and removing alerts. */
@ExtendWith(InBrowser.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AlertsTest {

  @Test
  void aKeyboardAloneSetsAnAlertThatFiresIntoFeedToastAndCount(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      Keyboard keyboard = visitor.page().keyboard();
      keyboard.press("Tab");
      keyboard.press("Enter");
      assertThat(visitor.id("threshold")).isFocused();
      visitor.id("symbol").focus();
      keyboard.type("eth");
      assertThat(visitor.page().locator("[role=option][aria-selected=true]")).hasText("ETH/USDT");
      keyboard.press("ArrowDown");
      keyboard.press("ArrowUp");
      keyboard.press("Enter");
      assertThat(visitor.id("symbol")).hasValue("ETH/USDT");
      assertThat(visitor.id("threshold")).isFocused();
      visitor.awaitPrice(panel.exchange(), "ETHUSDT", "3000", "3,000");

      keyboard.type("2,900.50");
      assertThat(visitor.page().locator("[name=condition][value=below]")).isChecked();
      assertThat(visitor.id("threshold-hint"))
          .hasText("Notifies you when it falls below 2,900.5. That is 3.32 % below the price now.");
      keyboard.press("Enter");
      assertThat(visitor.alert("ETH/USDT falls below 2,900.5")).containsText("Watching");
      assertThat(visitor.alert("2,900.5")).containsText("3.32 % to fall");

      panel.exchange().publish("ETHUSDT", "2900.4");
      assertThat(visitor.toast("ETH/USDT fell below 2,900.5")).isVisible();
      assertThat(visitor.told("ETH/USDT fell below 2,900.5")).containsText("at 2,900.4");
      assertThat(visitor.alert("2,900.5")).containsText("1 time");
      assertThat(visitor.alert("2,900.5")).containsText("Done");
      visitor.picture("notification");
    }
  }

  @Test
  void reloadingKeepsAlertsNotificationsAndColours(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("solusdt");
      visitor.awaitPrice(panel.exchange(), "SOLUSDT", "150", "150");
      visitor.set("151", "Every time", "SOL/USDT rises above 151");
      panel.exchange().publish("SOLUSDT", "151.25");
      assertThat(visitor.told("SOL/USDT rose above 151")).hasCount(1);
      visitor.button("Dark colours").click();

      visitor.page().reload();
      visitor.awaitLive();
      assertThat(visitor.alert("SOL/USDT rises above 151")).containsText("1 time");
      assertThat(visitor.told("SOL/USDT rose above 151")).hasCount(1);
      assertThat(visitor.id("symbol")).hasValue("SOL/USDT");
      assertThat(visitor.page().locator("html[data-theme=dark]")).hasCount(1);
      assertThat(visitor.banner("You were away")).hasCount(0);
      panel.exchange().publish("SOLUSDT", "150");
      panel.exchange().publish("SOLUSDT", "152");
      assertThat(visitor.alert("SOL/USDT rises above 151")).containsText("2 times");
    }
  }

  @Test
  void aRemovedAlertCanBeBroughtBackAndStillFires(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("xrpusdt");
      visitor.awaitPrice(panel.exchange(), "XRPUSDT", "0.5", "0.5");
      visitor.set("0.51", "Once", "XRP/USDT rises above 0.51");
      visitor.button("Remove XRP/USDT rises above 0.51").click();
      assertThat(visitor.alert("Removed: XRP/USDT rises above 0.51")).isVisible();
      assertThat(visitor.button("Undo")).isFocused();
      visitor.picture("removed");
      visitor.page().keyboard().press("Enter");
      assertThat(visitor.alert("XRP/USDT rises above 0.51")).containsText("Watching");
      Assertions.assertThat(panel.ends("0.51")).isEqualTo(List.of("live"));
      panel.exchange().publish("XRPUSDT", "0.52");
      assertThat(visitor.told("XRP/USDT rose above 0.51")).hasCount(1);
    }
  }

  @Test
  void aRemovedAlertIsEndedAtTheServerEvenWhenThePageIsLeftAtOnce(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("adausdt");
      visitor.awaitPrice(panel.exchange(), "ADAUSDT", "0.4", "0.4");
      visitor.set("0.41", "Once", "ADA/USDT rises above 0.41");
      visitor.button("Remove ADA/USDT rises above 0.41").click();
      visitor.page().reload();
      visitor.awaitLive();
      assertThat(visitor.alert("ADA/USDT")).hasCount(0);
      Awaitility.await().until(() -> panel.ends("0.41").equals(List.of("unsubscribed")));
    }
  }

  @Test
  void aPriceThatCanBeReadInTwoWaysIsAskedAndNeverSet(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("dotusdt");
      visitor.awaitPrice(panel.exchange(), "DOTUSDT", "7", "7");
      Keyboard keyboard = visitor.page().keyboard();
      keyboard.type("7,125");
      assertThat(visitor.id("threshold-hint"))
          .hasText("This can be read as 7125 or as 7.125 (between 7 and 8).");
      keyboard.press("Enter");
      assertThat(visitor.id("threshold-readings")).isFocused();
      assertThat(visitor.id("threshold-readings"))
          .containsText("“7,125” can be read in two ways. Which price do you mean?");
      assertThat(visitor.id("threshold")).hasAttribute("aria-invalid", "true");
      // A key that is held down answers nothing.
      keyboard.press("Enter");
      assertThat(visitor.alert("DOT/USDT")).hasCount(0);
      Axe.findsNothingSerious(visitor, "two-readings");

      keyboard.press("Tab");
      assertThat(visitor.button("7125")).isFocused();
      keyboard.press("Tab");
      assertThat(visitor.button("7.125 (between 7 and 8)")).isFocused();
      keyboard.press("Enter");
      assertThat(visitor.id("threshold-readings")).isHidden();
      assertThat(visitor.id("threshold")).isFocused();
      assertThat(visitor.id("threshold")).hasValue("7.1250");
      assertThat(visitor.id("threshold")).hasAttribute("aria-invalid", "false");
      assertThat(visitor.id("threshold-hint")).containsText("rises above 7.125");
      keyboard.press("Enter");
      assertThat(visitor.alert("DOT/USDT rises above 7.125")).containsText("Watching");
      Assertions.assertThat(panel.ends("7.125")).isEqualTo(List.of("live"));
      Assertions.assertThat(panel.ends("7125")).isEmpty();
    }
  }

  @Test
  void aQuestionGoesAwayWhenThePriceIsTypedAnew(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.id("threshold").fill("65,000");
      visitor.id("set").click();
      assertThat(visitor.button("65000")).isVisible();
      visitor.id("threshold").fill("65,000.00");
      assertThat(visitor.id("threshold-readings")).isHidden();
    }
  }

  @Test
  void theDirectionStaysAsItWasWhenThePriceWasTyped(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("uniusdt");
      visitor.awaitPrice(panel.exchange(), "UNIUSDT", "10", "10");
      visitor.id("threshold").fill("10.5");
      assertThat(visitor.condition("above")).isChecked();
      assertThat(visitor.id("threshold-hint"))
          .hasText("Notifies you when it rises above 10.5. That is 5.00 % above the price now.");
      visitor.awaitPrice(panel.exchange(), "UNIUSDT", "11", "11");
      assertThat(visitor.id("threshold-hint"))
          .hasText(
              "Notifies you when it rises above 10.5."
                  + " It is above already, so it has to fall to this price first.");
      assertThat(visitor.condition("above")).isChecked();
      visitor.id("set").click();
      assertThat(visitor.alert("UNI/USDT rises above 10.5")).containsText("Watching");
    }
  }

  @Test
  void aDirectionThatWasPointedAtStaysThoughItWasTheSuggestedOne(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("atomusdt");
      visitor.awaitPrice(panel.exchange(), "ATOMUSDT", "5", "5");
      visitor.id("threshold").fill("6");
      visitor.condition("above").click();
      visitor.id("threshold").fill("4");
      assertThat(visitor.condition("above")).isChecked();
    }
  }

  @Test
  void aFirstPriceDoesNotTurnADirectionThatWasReadBefore(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("trxusdt");
      visitor.id("threshold").fill("0.2");
      assertThat(visitor.id("threshold-hint")).hasText("Notifies you when it rises above 0.2.");
      visitor.awaitPrice(panel.exchange(), "TRXUSDT", "0.3", "0.3");
      assertThat(visitor.id("threshold-hint")).containsText("It is above already");
      assertThat(visitor.condition("above")).isChecked();
    }
  }

  @Test
  void suggestedPricesAreExact(PagePanel panel) {
    try (Visitor visitor = panel.visitor().open()) {
      visitor.pick("dogeusdt");
      visitor.awaitPrice(panel.exchange(), "DOGEUSDT", "0.12345678", "0.12345678");
      visitor.button("+1 %").click();
      assertThat(visitor.id("threshold")).hasValue("0.12469135");
      visitor.button("0.13").click();
      assertThat(visitor.id("threshold")).hasValue("0.13");
    }
  }
}

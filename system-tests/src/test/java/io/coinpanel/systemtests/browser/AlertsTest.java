package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import io.coinpanel.testkit.Eventually;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Setting, hearing of and removing alerts. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AlertsTest {

  @Test
  void aKeyboardAloneSetsAnAlertThatFiresIntoFeedToastAndCount(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      Keyboard keyboard = pageUser.page().keyboard();
      keyboard.press("Tab");
      keyboard.press("Enter");
      assertThat(pageUser.id("threshold")).isFocused();
      pageUser.id("symbol").focus();
      keyboard.type("eth");
      assertThat(pageUser.page().locator("[role=option][aria-selected=true]")).hasText("ETH/USDT");
      keyboard.press("ArrowDown");
      keyboard.press("ArrowUp");
      keyboard.press("Enter");
      assertThat(pageUser.id("symbol")).hasValue("ETH/USDT");
      assertThat(pageUser.id("threshold")).isFocused();
      pageUser.awaitPrice(panel.exchange(), "ETHUSDT", "3000", "3,000");

      keyboard.type("2,900.50");
      assertThat(pageUser.page().locator("[name=condition][value=below]")).isChecked();
      assertThat(pageUser.id("sentence"))
          .hasText(
              "Notifies once, when ETH/USDT falls below 2,900.5."
                  + " That is 3.32 % below the price now.");
      keyboard.press("Enter");
      assertThat(pageUser.alert("ETH/USDT falls below 2,900.5")).containsText("Watching");
      assertThat(pageUser.alert("2,900.5")).containsText("3.32 % to fall");

      panel.exchange().publish("ETHUSDT", "2900.4");
      assertThat(pageUser.toast("ETH/USDT fell below 2,900.5")).isVisible();
      assertThat(pageUser.notification("ETH/USDT fell below 2,900.5")).containsText("at 2,900.4");
      assertThat(pageUser.alert("2,900.5")).containsText("1 time");
      assertThat(pageUser.alert("2,900.5")).containsText("Done");
      pageUser.picture("notification");
    }
  }

  @Test
  void reloadingKeepsAlertsNotificationsAndColours(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("solusdt");
      pageUser.awaitPrice(panel.exchange(), "SOLUSDT", "150", "150");
      pageUser.set("151", "Every time", "SOL/USDT rises above 151");
      panel.exchange().publish("SOLUSDT", "151.25");
      assertThat(pageUser.notification("SOL/USDT rose above 151")).hasCount(1);
      pageUser.button("Dark colours").click();

      pageUser.page().reload();
      pageUser.awaitLive();
      assertThat(pageUser.alert("SOL/USDT rises above 151")).containsText("1 time");
      assertThat(pageUser.notification("SOL/USDT rose above 151")).hasCount(1);
      assertThat(pageUser.id("symbol")).hasValue("SOL/USDT");
      assertThat(pageUser.page().locator("html[data-theme=dark]")).hasCount(1);
      assertThat(pageUser.banner("You were away")).hasCount(0);
      panel.exchange().publish("SOLUSDT", "150");
      panel.exchange().publish("SOLUSDT", "152");
      assertThat(pageUser.alert("SOL/USDT rises above 151")).containsText("2 times");
    }
  }

  @Test
  void aRemovedAlertCanBeBroughtBackAndStillFires(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("xrpusdt");
      pageUser.awaitPrice(panel.exchange(), "XRPUSDT", "0.5", "0.5");
      pageUser.set("0.51", "Once", "XRP/USDT rises above 0.51");
      pageUser.button("Remove XRP/USDT rises above 0.51").click();
      assertThat(pageUser.alert("Removed: XRP/USDT rises above 0.51")).isVisible();
      assertThat(pageUser.button("Undo")).isFocused();
      pageUser.picture("removed");
      pageUser.page().keyboard().press("Enter");
      assertThat(pageUser.alert("XRP/USDT rises above 0.51")).containsText("Watching");
      Assertions.assertThat(panel.ends("0.51")).isEqualTo(List.of("live"));
      panel.exchange().publish("XRPUSDT", "0.52");
      assertThat(pageUser.notification("XRP/USDT rose above 0.51")).hasCount(1);
    }
  }

  @Test
  void aRemovedAlertIsEndedAtTheServerEvenWhenThePageIsLeftAtOnce(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("adausdt");
      pageUser.awaitPrice(panel.exchange(), "ADAUSDT", "0.4", "0.4");
      pageUser.set("0.41", "Once", "ADA/USDT rises above 0.41");
      pageUser.button("Remove ADA/USDT rises above 0.41").click();
      pageUser.page().reload();
      pageUser.awaitLive();
      assertThat(pageUser.alert("ADA/USDT")).hasCount(0);
      Eventually.until(() -> panel.ends("0.41").equals(List.of("unsubscribed")));
    }
  }

  @Test
  void asksForAnAmbiguousPrice(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("dotusdt");
      pageUser.awaitPrice(panel.exchange(), "DOTUSDT", "7", "7");
      Keyboard keyboard = pageUser.page().keyboard();
      keyboard.type("7,125");
      assertThat(pageUser.id("sentence"))
          .hasText("This can be read as 7125 or as 7.125 (between 7 and 8).");
      keyboard.press("Enter");
      assertThat(pageUser.id("threshold-readings")).isFocused();
      assertThat(pageUser.id("threshold-readings"))
          .containsText("“7,125” can be read in two ways. Which price do you mean?");
      assertThat(pageUser.id("threshold")).hasAttribute("aria-invalid", "true");
      // A key that is held down answers nothing.
      keyboard.press("Enter");
      assertThat(pageUser.alert("DOT/USDT")).hasCount(0);
      Axe.findsNothingSerious(pageUser, "two-readings");

      keyboard.press("Tab");
      assertThat(pageUser.button("7125")).isFocused();
      keyboard.press("Tab");
      assertThat(pageUser.button("7.125 (between 7 and 8)")).isFocused();
      keyboard.press("Enter");
      assertThat(pageUser.id("threshold-readings")).isHidden();
      assertThat(pageUser.id("threshold")).isFocused();
      assertThat(pageUser.id("threshold")).hasValue("7.1250");
      assertThat(pageUser.id("threshold")).hasAttribute("aria-invalid", "false");
      assertThat(pageUser.id("sentence")).containsText("rises above 7.125");
      keyboard.press("Enter");
      assertThat(pageUser.alert("DOT/USDT rises above 7.125")).containsText("Watching");
      Assertions.assertThat(panel.ends("7.125")).isEqualTo(List.of("live"));
      Assertions.assertThat(panel.ends("7125")).isEmpty();
    }
  }

  @Test
  void hidesTheQuestionWhenThePriceChanges(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.id("threshold").fill("65,000");
      pageUser.id("set").click();
      assertThat(pageUser.button("65000")).isVisible();
      pageUser.id("threshold").fill("65,000.00");
      assertThat(pageUser.id("threshold-readings")).isHidden();
    }
  }

  @Test
  void theDirectionStaysAsItWasWhenThePriceWasTyped(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("uniusdt");
      pageUser.awaitPrice(panel.exchange(), "UNIUSDT", "10", "10");
      pageUser.id("threshold").fill("10.5");
      assertThat(pageUser.condition("above")).isChecked();
      assertThat(pageUser.id("sentence"))
          .hasText(
              "Notifies once, when UNI/USDT rises above 10.5."
                  + " That is 5.00 % above the price now.");
      pageUser.awaitPrice(panel.exchange(), "UNIUSDT", "11", "11");
      assertThat(pageUser.id("sentence"))
          .hasText(
              "Notifies once, when UNI/USDT rises above 10.5."
                  + " The price is already above this, so it must fall to it first.");
      assertThat(pageUser.condition("above")).isChecked();
      pageUser.id("set").click();
      assertThat(pageUser.alert("UNI/USDT rises above 10.5")).containsText("Watching");
    }
  }

  @Test
  void keepsAChosenDirection(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("atomusdt");
      pageUser.awaitPrice(panel.exchange(), "ATOMUSDT", "5", "5");
      pageUser.id("threshold").fill("6");
      pageUser.condition("above").click();
      pageUser.id("threshold").fill("4");
      assertThat(pageUser.condition("above")).isChecked();
    }
  }

  @Test
  void aFirstPriceDoesNotTurnADirectionThatWasReadBefore(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("trxusdt");
      pageUser.id("threshold").fill("0.2");
      assertThat(pageUser.id("sentence")).hasText("Notifies once, when TRX/USDT rises above 0.2.");
      pageUser.awaitPrice(panel.exchange(), "TRXUSDT", "0.3", "0.3");
      assertThat(pageUser.id("sentence")).containsText("The price is already above this");
      assertThat(pageUser.condition("above")).isChecked();
    }
  }

  @Test
  void suggestedPricesAreExact(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      pageUser.pick("dogeusdt");
      pageUser.awaitPrice(panel.exchange(), "DOGEUSDT", "0.12345678", "0.12345678");
      pageUser.button("+1 %").click();
      assertThat(pageUser.id("threshold")).hasValue("0.12469135");
      pageUser.button("0.13").click();
      assertThat(pageUser.id("threshold")).hasValue("0.13");
    }
  }
}

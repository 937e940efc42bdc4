package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import io.coinpanel.testkit.Eventually;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alerts of an account: they outlive browsers, and every page shows them. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AccountTest {

  private static void set(PageUser pageUser, String symbol, String threshold, String expected) {
    pageUser.pick(symbol);
    pageUser.set(threshold, "Every time", expected);
  }

  @Test
  void alertsSurviveClosingTheBrowser(PageSystem panel) throws InterruptedException {
    String alert = "SUI/USDT rises above 4";
    try (PageUser pageUser = panel.localVisitor().open()) {
      set(pageUser, "suiusdt", "4", alert);
    }
    panel.exchange().publish("SUIUSDT", "3.5");
    panel.exchange().publish("SUIUSDT", "4.5");
    Eventually.until(() -> panel.notifications("4") == 1);

    try (PageUser another = panel.localVisitor().open()) {
      assertThat(another.alert(alert)).containsText("Watching");
      assertThat(another.alert(alert)).containsText("1 time");
      panel.exchange().publish("SUIUSDT", "3.9");
      panel.exchange().publish("SUIUSDT", "4.6");
      assertThat(another.notification("SUI/USDT rose above 4").first()).containsText("at 4.6");
      assertThat(another.banner("set again")).hasCount(0);
    }
  }

  @Test
  void aReloadShowsWhatHappenedMeanwhile(PageSystem panel) throws InterruptedException {
    String alert = "APT/USDT rises above 9";
    try (PageUser pageUser = panel.localVisitor().open()) {
      set(pageUser, "aptusdt", "9", alert);
      panel.exchange().publish("APTUSDT", "8");
      panel.exchange().publish("APTUSDT", "9.1");
      assertThat(pageUser.notification("APT/USDT rose above 9")).hasCount(1);
      pageUser.page().navigate("about:blank");
      panel.exchange().publish("APTUSDT", "8");
      panel.exchange().publish("APTUSDT", "9.2");
      Eventually.until(() -> panel.notifications("9") == 2);

      pageUser.open();
      assertThat(pageUser.notification("APT/USDT rose above 9")).hasCount(2);
      assertThat(pageUser.id("unread")).containsText("since you last looked");
      pageUser.id("feed").scrollIntoViewIfNeeded();
      assertThat(pageUser.page()).hasTitle("CoinPanel");
    }
  }

  @Test
  void twoTabsSeeEachOthersChanges(PageSystem panel) throws InterruptedException {
    String alert = "ARB/USDT rises above 2";
    try (PageUser pageUser = panel.localVisitor().open()) {
      Page second = pageUser.newTab();
      second.navigate("/");
      assertThat(second.locator("#connection-text")).hasText("Live");
      assertThat(pageUser.id("elsewhere")).isHidden();

      set(pageUser, "arbusdt", "2", alert);
      Locator there = pageUser.alert(second, alert);
      assertThat(there).containsText("Watching");
      there.locator(".tool-pause").click();
      assertThat(pageUser.alert(alert)).containsText("Paused");
      pageUser.alert(alert).locator(".tool-resume").click();
      assertThat(there).containsText("Watching");

      panel.exchange().publish("ARBUSDT", "1.9");
      panel.exchange().publish("ARBUSDT", "2.1");
      assertThat(pageUser.notification("ARB/USDT rose above 2")).hasCount(1);
      assertThat(second.locator("#feed > li", hasText("ARB/USDT rose above 2"))).hasCount(1);

      there.locator(".tool-remove").click();
      second.close(new Page.CloseOptions().setRunBeforeUnload(true));
      assertThat(pageUser.alert(alert)).hasCount(0);
      Eventually.until(() -> panel.ends("2").equals(List.of("unsubscribed")));
    }
  }

  @Test
  void saysHowOftenATypedAlertWouldHaveNotified(PageSystem panel) throws InterruptedException {
    long time = System.currentTimeMillis() - 3_600_000 * 3;
    for (String price : List.of("2.9", "3.1", "2.9", "3.2", "2.8")) {
      panel.exchange().publishAt(time += 1_000, "NEARUSDT", price, false);
    }
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.pick("nearusdt");
      assertThat(pageUser.id("backtest")).isHidden();
      pageUser.id("threshold").fill("3");
      pageUser.choose("above");
      pageUser.page().locator("[name=repeat][value=every]").check();
      pageUser.button("How often lately?").click();
      assertThat(pageUser.id("backtest-answer"))
          .containsText("In the last 12 hours this would have notified you 2 times, last at");
      Axe.findsNothingSerious(pageUser, "backtest");
      pageUser.id("threshold").fill("3.15");
      assertThat(pageUser.id("backtest-answer")).isEmpty();
    }
  }

  @Test
  void anAlertThatIsNoThresholdIsShownInWords(PageSystem panel) throws InterruptedException {
    String alert = "OP/USDT enters 2 to 3";
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser
          .page()
          .evaluate(
              """
              body => fetch('/api/v1/subscriptions',
                {method: 'POST', headers: {'Content-Type': 'application/json'}, body})
              """,
              "{\"symbol\":\"opusdt\",\"condition\":\"enter\",\"lower\":2,\"upper\":3}");
      assertThat(pageUser.alert(alert)).isVisible();
      pageUser.button("Edit " + alert).click();
      Locator form = pageUser.page().locator("form.edit");
      form.getByLabel("Name (optional)").fill("Range");
      form.getByText("Save").click();
      assertThat(pageUser.alert(alert)).containsText("Range");
      pageUser.page().reload();
      pageUser.alert(alert).locator(".tool-remove").click();
    }
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void anAlertIsEditedAndPausedInItsRow(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      set(pageUser, "opusdt", "3", "OP/USDT rises above 3");
      pageUser.button("Edit OP/USDT rises above 3").click();
      Locator form = pageUser.page().locator("form.edit");
      assertThat(form.getByLabel("Price")).isFocused();
      form.getByLabel("Price").fill("3.25");
      form.getByLabel("Name (optional)").fill("Breakout");
      form.getByLabel("Ends (optional)").fill("2020-01-01T10:00");
      pageUser.page().keyboard().press("Enter");
      assertThat(form.locator(".problem:visible")).hasText("This is in the past.");
      assertThat(form.getByLabel("Ends (optional)")).isFocused();
      Axe.findsNothingSerious(pageUser, "edit");
      form.getByLabel("Ends (optional)").fill("2090-01-01T10:00");
      form.getByText("Save").click();

      Locator edited = pageUser.alert("OP/USDT rises above 3.25");
      assertThat(edited).containsText("Breakout");
      assertThat(edited).containsText("until 1 Jan 2090");
      assertThat(edited).containsText("Watching");
      assertThat(form).hasCount(0);
      assertThat(pageUser.button("Edit OP/USDT rises above 3.25")).isFocused();

      pageUser.button("Pause OP/USDT rises above 3.25").click();
      assertThat(edited).containsText("Paused");
      assertThat(pageUser.button("Enable OP/USDT rises above 3.25")).isFocused();
      panel.exchange().publish("OPUSDT", "3");
      panel.exchange().publish("OPUSDT", "3.5");
      pageUser.page().keyboard().press("Enter");
      assertThat(edited).containsText("Watching");
      assertThat(edited).containsText("not fired yet");
      panel.exchange().publish("OPUSDT", "3.1");
      panel.exchange().publish("OPUSDT", "3.3");
      assertThat(pageUser.notification("OP/USDT rose above 3.25")).containsText("Breakout");
    }
  }

  @Test
  void termsOfAnotherAlertAreAConflictAtTheField(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      set(pageUser, "injusdt", "30", "INJ/USDT rises above 30");
      set(pageUser, "injusdt", "31", "INJ/USDT rises above 31");
      pageUser.button("Edit INJ/USDT rises above 31").click();
      Locator form = pageUser.page().locator("form.edit");
      form.getByLabel("Price").fill("30");
      pageUser.page().keyboard().press("Enter");
      assertThat(form.locator(".problem:visible"))
          .hasText("You have another alert with exactly these terms.");
      assertThat(form.getByLabel("Price")).hasAttribute("aria-invalid", "true");
      pageUser.page().keyboard().press("Escape");
      assertThat(form).hasCount(0);
      assertThat(pageUser.alert("INJ/USDT rises above 31")).isVisible();
    }
  }

  @Test
  void severalAlertsArePausedAndRemovedTogether(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      for (int threshold = 71; threshold <= 73; threshold++) {
        set(pageUser, "egldusdt", "" + threshold, "EGLD/USDT rises above " + threshold);
      }
      pageUser.id("select").click();
      for (int threshold = 71; threshold <= 72; threshold++) {
        pageUser.page().getByLabel("Select EGLD/USDT rises above " + threshold).check();
      }
      assertThat(pageUser.id("selection-count")).hasText("2 alerts selected");
      Axe.findsNothingSerious(pageUser, "selection");
      pageUser.id("pause-selected").click();
      assertThat(pageUser.alert("EGLD/USDT rises above 71")).containsText("Paused");
      assertThat(pageUser.alert("EGLD/USDT rises above 72")).containsText("Paused");
      assertThat(pageUser.alert("EGLD/USDT rises above 73")).containsText("Watching");
      pageUser.id("enable-selected").click();
      assertThat(pageUser.alert("EGLD/USDT rises above 72")).containsText("Watching");
      pageUser.id("remove-selected").click();
      assertThat(pageUser.alert("Removed: EGLD/USDT")).hasCount(2);
      assertThat(pageUser.id("selection")).isHidden();
    }
  }

  @Test
  void aNameANoteAndAnEndAreSetWithTheAlert(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.pick("grtusdt");
      pageUser.id("threshold").fill("0.9");
      pageUser.page().locator("#details summary").click();
      pageUser.id("name").fill("Take profit");
      pageUser.id("note").fill("Sell <b>half</b>");
      pageUser.id("expires").fill("2020-01-01T10:00");
      pageUser.id("set").click();
      assertThat(pageUser.id("expires-problem")).hasText("Choose a time in the future.");
      pageUser.id("expires").fill("2090-01-01T10:00");
      pageUser.id("set").click();
      Locator alert = pageUser.alert("GRT/USDT rises above 0.9");
      assertThat(alert).containsText("Take profit");
      assertThat(alert).containsText("Sell <b>half</b>");
      assertThat(alert).containsText("until 1 Jan 2090");
      assertThat(pageUser.id("name")).hasValue("");
    }
  }

  @Test
  void aKeyIsShownOnceAndCanBeRevoked(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.id("account").click();
      assertThat(pageUser.id("account-who")).containsText("belong to this computer");
      assertThat(pageUser.id("sign-out")).isHidden();
      assertThat(pageUser.id("sign-in")).isHidden();
      Locator keys = pageUser.id("keys");
      keys.getByLabel("Name of a new key").fill("my script");
      keys.getByText("Create key").click();
      assertThat(keys.locator(".secret")).hasValue(Pattern.compile("cp_\\w{8}_\\w{32}"));
      assertThat(keys.locator(".key")).containsText("my script");
      assertThat(keys.locator(".key")).containsText("Set and change alerts");
      Axe.findsNothingSerious(pageUser, "account");
      pageUser.page().keyboard().press("Escape");
      pageUser.id("account").click();
      assertThat(keys.locator(".key")).containsText("never used");
      assertThat(keys.locator(".secret")).hasCount(0);
      pageUser.button("Revoke my script").click();
      assertThat(pageUser.button("Keep my script")).isFocused();
      pageUser.page().keyboard().press("Enter");
      assertThat(pageUser.button("Revoke my script")).isFocused();
      pageUser.page().keyboard().press("Enter");
      pageUser.button("Revoke my script now").click();
      assertThat(keys.locator(".key")).hasCount(0);
    }
  }

  @Test
  void whatWasSeenOnOneDeviceIsSeenOnAll(PageSystem panel) throws InterruptedException {
    try (PageUser hidden = panel.localVisitor()) {
      hidden.page().addInitScript("Object.defineProperty(document, 'hidden', {get: () => true})");
      hidden.open();
      set(hidden, "runeusdt", "5", "RUNE/USDT rises above 5");
      panel.exchange().publish("RUNEUSDT", "4");
      panel.exchange().publish("RUNEUSDT", "5.5");
      assertThat(hidden.notification("RUNE/USDT rose above 5")).hasCount(1);
      assertThat(hidden.page()).hasTitle(Pattern.compile("\\(\\d+\\) CoinPanel"));
      try (PageUser looking = panel.localVisitor().open()) {
        panel.exchange().publish("RUNEUSDT", "4");
        panel.exchange().publish("RUNEUSDT", "5.6");
        assertThat(looking.notification("RUNE/USDT rose above 5").first()).containsText("at 5.6");
        looking.id("feed").scrollIntoViewIfNeeded();
        assertThat(hidden.page()).hasTitle("CoinPanel");
        assertThat(hidden.id("unread")).isHidden();
      }
    }
  }

  @Test
  void saysWhenAlertsAreBlindUntilTheyAreNot(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor()) {
      List<WebSocketRoute> sockets = pageUser.sockets();
      pageUser.open();
      set(pageUser, "snxusdt", "50", "SNX/USDT rises above 50");
      set(pageUser, "ldousdt", "5", "LDO/USDT rises above 5");
      String stale = "\"state\":\"stale\",\"since\":\"2026-11-28T12:00:00Z\"";
      sockets.getLast().send(feed("snxusdt", stale));
      assertThat(pageUser.banner("Alerts for SNX/USDT receive no trades."))
          .containsText("no trades since");
      assertThat(pageUser.alert("SNX/USDT")).containsText("No trades since");
      assertThat(pageUser.alert("LDO/USDT")).containsText("Watching");
      sockets.getLast().send(feed("ldousdt", stale));
      assertThat(pageUser.banner("receive no trades"))
          .containsText("Alerts for SNX/USDT and LDO/USDT receive no trades.");
      Axe.findsNothingSerious(pageUser, "blind");

      sockets.getLast().send(feed("ldousdt", "\"state\":\"ok\",\"found_trades\":12"));
      assertThat(pageUser.toast("Alerts for LDO/USDT receive trades again"))
          .containsText("12 missed trades were found and checked.");
      assertThat(pageUser.banner("receive no trades"))
          .containsText("Alerts for SNX/USDT receive no trades.");
      sockets.getLast().send(feed("snxusdt", "\"state\":\"ok\",\"missing_trades\":1"));
      assertThat(pageUser.banner("receive no trades")).hasCount(0);
      assertThat(pageUser.alert("SNX/USDT")).containsText("Watching");
      assertThat(pageUser.banner("receive trades again"))
          .containsText("1 missed trade could not be found");
    }
  }

  private static String feed(String symbol, String state) {
    return "{\"type\":\"feed\",\"symbol\":\"" + symbol + "\"," + state + "}";
  }

  @Test
  void saysThatASessionHasEnded(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor()) {
      List<WebSocketRoute> sockets = pageUser.sockets();
      pageUser.open();
      sockets.getLast().close(new WebSocketRoute.CloseOptions().setCode(4401));
      assertThat(pageUser.id("connection-text")).hasText("Signed out");
      assertThat(pageUser.banner("You are signed out.").getByText("Sign in", exact()))
          .hasAttribute("href", "/sign-in");
      Assertions.assertThat(sockets).hasSize(1);
    }
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}

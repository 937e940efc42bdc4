package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page for everybody: axe finds nothing serious, and only its own files run. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AccessibilityTest {

  @Test
  void nothingSeriousInLightAndDarkOnDesktopAndPhone(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      Axe.findsNothingSerious(pageUser, "empty");
      pageUser.id("symbol").click();
      assertThat(pageUser.page().locator("[role=option]").first()).isVisible();
      Axe.findsNothingSerious(pageUser, "picker");
      pageUser.page().keyboard().press("Escape");
      fill(pageUser, panel);
      Axe.findsNothingSerious(pageUser, "filled");
      pageUser.button("Dark colours").click();
      Axe.findsNothingSerious(pageUser, "filled-dark");
      pageUser.page().setViewportSize(390, 844);
      Axe.findsNothingSerious(pageUser, "phone-dark");
      pageUser.button("Dark colours").click();
      Axe.findsNothingSerious(pageUser, "phone");
      Assertions.assertThat(
              pageUser.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
    }
  }

  private static void fill(PageUser pageUser, PageSystem panel) {
    pageUser.pick("btcusdt");
    pageUser.awaitPrice(panel.exchange(), "BTCUSDT", "65000", "65,000");
    pageUser.set("65010", "Once", "BTC/USDT rises above 65,010");
    pageUser.set("64990", "Every time", "BTC/USDT falls below 64,990");
    pageUser.set("66000", "Every time", "BTC/USDT rises above 66,000");
    for (String price : List.of("65004", "65011", "65006", "64998", "64988.5", "64995")) {
      pageUser.awaitPrice(panel.exchange(), "BTCUSDT", price, shown(price));
    }
    assertThat(pageUser.notification("BTC/USDT")).hasCount(2);
    pageUser.id("threshold").fill("65020");
  }

  private static String shown(String price) {
    String grouped = price.substring(0, 2) + "," + price.substring(2);
    // The decimals of a symbol stay as many as were ever seen.
    return price.equals("64995") ? grouped + ".0" : grouped;
  }

  @Test
  void showsThatPricesAreSimulatedUnderAStrictPolicy(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      assertThat(pageUser.id("simulated")).hasText("Simulated prices");
      String policy =
          pageUser.page().request().get("/").headers().getOrDefault("content-security-policy", "");
      Assertions.assertThat(policy)
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .doesNotContain("unsafe", "http", "*");
      Assertions.assertThat(
              pageUser.page().evaluate("performance.getEntriesByType('resource').map(e => e.name)"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
          .isNotEmpty()
          .allMatch(name -> name.startsWith(pageUser.page().url()));
    }
  }

  @Test
  void theBrowserIsAskedForNotificationsOnlyAfterAClick(PageSystem panel) {
    try (PageUser pageUser = panel.visitor()) {
      pageUser
          .page()
          .addInitScript(
              "window.asked = 0; Object.defineProperty(Notification, 'permission', {get: () =>"
                  + " window.asked ? 'granted' : 'default'}); Notification.requestPermission ="
                  + " async () => (window.asked++, 'granted')");
      pageUser.open();
      assertThat(pageUser.id("ask")).isHidden();
      pageUser.id("threshold").fill("1000000");
      pageUser.id("set").click();
      assertThat(pageUser.id("ask")).isVisible();
      Assertions.assertThat(pageUser.page().evaluate("window.asked")).isEqualTo(0);
      pageUser.button("Yes, ask the browser").click();
      assertThat(pageUser.id("ask")).isHidden();
      assertThat(pageUser.id("system")).hasAttribute("aria-pressed", "true");
      Assertions.assertThat(pageUser.page().evaluate("window.asked")).isEqualTo(1);
    }
  }
}

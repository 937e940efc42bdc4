package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where an account is needed, people sign in and out, and see the same on every device. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SignInTest {

  private static final Pattern SIGN_IN = Pattern.compile(".*/sign-in");

  private static void signIn(PageUser pageUser) {
    pageUser.page().navigate("/");
    assertThat(pageUser.page()).hasURL(SIGN_IN);
    pageUser.page().getByLabel("Name").fill("admin");
    pageUser.page().getByLabel("Password").fill(PageSystem.PASSWORD);
    pageUser.button("Sign in").click();
    pageUser.awaitLive();
  }

  @Test
  void devicesShareAlertsUntilOneSignsOut(PageSystem panel) throws Exception {
    String alert = "XLM/USDT rises above 0.5";
    try (PageUser desktop = panel.accountsVisitor();
        PageUser phone = panel.accountsVisitor()) {
      phone.page().setViewportSize(320, 640);
      desktop.page().navigate("/");
      Axe.findsNothingSerious(desktop, "sign-in");
      signIn(desktop);
      signIn(phone);
      desktop.pick("xlmusdt");
      desktop.set("0.5", "Every time", alert);
      assertThat(phone.alert(alert)).containsText("Watching");
      phone.button("Pause " + alert).click();
      assertThat(desktop.alert(alert)).containsText("Paused");
      Assertions.assertThat(
              phone.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      Axe.findsNothingSerious(phone, "phone-account");

      Page second = phone.newTab();
      second.navigate("/");
      assertThat(second.locator("#connection-text")).hasText("Live");
      phone.id("account").click();
      assertThat(phone.id("account-who")).containsText("signed in as admin");
      phone.id("sign-out").click();
      assertThat(phone.page()).hasURL(SIGN_IN);
      assertThat(second.locator("#connection-text")).hasText("Signed out");
      second.locator("#account").click();
      assertThat(second.locator("#account-who")).containsText("You are signed out.");
      Assertions.assertThat(
              phone.page().evaluate("Object.keys(localStorage).filter(n => n.includes('alerts'))"))
          .asString()
          .isEqualTo("[]");
      assertThat(desktop.id("connection-text")).hasText("Live");
      desktop.button("Enable " + alert).click();
      assertThat(desktop.alert(alert)).containsText("Watching");
    }
  }

  @Test
  void aSessionThatEndedWhileAwayLeadsToTheSignInPage(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.accountsVisitor()) {
      signIn(pageUser);
      // An answer that is on its way would set the cookie again.
      pageUser.page().waitForLoadState(LoadState.NETWORKIDLE);
      pageUser.page().context().clearCookies();
      pageUser.page().reload();
      assertThat(pageUser.page()).hasURL(SIGN_IN);
    }
  }
}

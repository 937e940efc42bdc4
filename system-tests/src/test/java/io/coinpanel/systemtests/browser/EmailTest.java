package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** E-mail in a browser: added, confirmed and ended by the pages that mails lead to. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmailTest {

  private static final String ADDRESS = "me@example.org";
  private static final String OTHER_ADDRESS = "other@example.org";
  private static final Pattern CONFIRM = Pattern.compile("(http://\\S+/confirm/\\S{43})");
  private static final Pattern UNSUBSCRIBE = Pattern.compile("(http://\\S+/unsubscribe/\\S{43})");

  @Test
  void anAddressIsAddedConfirmedAndUnsubscribed(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.accountsVisitor()) {
      signIn(pageUser);
      pageUser.id("destination-kinds").getByText("E-mail").click();
      pageUser.page().locator(".destination-form input").first().fill(ADDRESS);
      pageUser.button("Add").click();
      Locator row = pageUser.page().locator("#destination-list > li");
      assertThat(row).containsText("Not confirmed yet: open the link in the mail to " + ADDRESS);
      assertThat(pageUser.id("destination-added")).containsText("A mail is on its way");
      assertThat(row.locator("button", new Locator.LocatorOptions().setHasText("Test"))).isHidden();
      row.getByText("Send again").click();
      assertThat(row).containsText("A new mail has been sent.");
      Axe.findsNothingSerious(pageUser, "email-unconfirmed");

      Page confirming = pageUser.newTab();
      confirm(confirming, panel.mails().find(ADDRESS, 2, CONFIRM));
      pageUser.page().reload();
      assertThat(row).containsText("OK");
      pageUser.button("Test " + ADDRESS).click();
      assertThat(row).containsText("Test: Accepted.");

      unsubscribe(pageUser.newTab(), panel.mails().find(ADDRESS, 3, UNSUBSCRIBE));
      pageUser.page().reload();
      assertThat(row).containsText("unsubscribed by the recipient");
      assertThat(pageUser.button("Turn on " + ADDRESS)).isHidden();
      assertThat(pageUser.button("Test " + ADDRESS)).isHidden();
      pageUser.button("Send again the mail to " + ADDRESS).click();
      assertThat(row).containsText("A new mail has been sent.");
      confirm(confirming, panel.mails().find(ADDRESS, 4, CONFIRM));
      pageUser.page().reload();
      assertThat(row).containsText("OK");

      pageUser.button("Edit " + ADDRESS).click();
      row.getByLabel("Address").fill(OTHER_ADDRESS);
      pageUser.button("Save").click();
      assertThat(pageUser.id("destination-added"))
          .containsText("A mail is on its way to " + OTHER_ADDRESS);
      assertThat(row).containsText("Not confirmed yet");
    }
  }

  private static void confirm(Page tab, String link) {
    tab.navigate(link);
    assertThat(tab).hasURL(Pattern.compile(".*/confirm"));
    press(tab, "Confirm");
    assertThat(tab.locator("#title")).hasText("Confirmed");
    assertThat(tab.locator("#hint")).containsText(ADDRESS);
  }

  private static void unsubscribe(Page tab, String link) {
    tab.navigate(link);
    press(tab, "Unsubscribe");
    assertThat(tab.locator("#title")).hasText("Unsubscribed");
  }

  private static void press(Page tab, String button) {
    tab.getByText(button, new Page.GetByTextOptions().setExact(true)).click();
  }

  private static void signIn(PageUser pageUser) {
    pageUser.page().navigate("/");
    pageUser.page().getByLabel("Name").fill("admin");
    pageUser.page().getByLabel("Password").fill(PageSystem.PASSWORD);
    pageUser.button("Sign in").click();
    pageUser.awaitLive();
  }

  @Test
  void aUsedLinkSaysSo(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.accountsVisitor().expectLog("404")) {
      pageUser.page().navigate("/confirm/" + "x".repeat(43));
      pageUser.button("Confirm").click();
      assertThat(pageUser.id("problem")).containsText("has been used or has expired");
      Axe.findsNothingSerious(pageUser, "confirm");
    }
  }

  @Test
  void aServerThatCannotMailDoesNotOfferIt(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.localVisitor().open()) {
      assertThat(pageUser.id("destination-kinds").getByText("Webhook")).isVisible();
      assertThat(pageUser.id("destination-kinds").getByText("E-mail")).isHidden();
    }
  }
}

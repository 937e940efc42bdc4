package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The section of destinations on the page. */
final class DestinationSection {

  private DestinationSection() {}

  /** The pages of the account share its destinations. */
  static void deleteAll(PageSystem panel) throws InterruptedException {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser
          .page()
          .evaluate(
              """
              async () => {
                const headers = {'Content-Type': 'application/json'};
                const {destinations} = await (await fetch('/api/v1/destinations')).json();
                await Promise.all(destinations.map(({id}) =>
                    fetch('/api/v1/destinations/' + id, {method: 'DELETE', headers})));
              }
              """);
    }
  }

  static Locator row(PageUser pageUser, String text) {
    return pageUser
        .page()
        .locator("#destination-list > li", new Page.LocatorOptions().setHasText(text));
  }

  static Locator form(PageUser pageUser) {
    return pageUser.page().locator(".destination-form");
  }

  /** Two clicks and a URL. */
  static void add(PageUser pageUser, String kind, String url) {
    pageUser.id("destination-kinds").getByText(kind, exact()).click();
    assertThat(form(pageUser).locator("input").first()).isFocused();
    form(pageUser).locator("input").first().fill(url);
    pageUser.button("Add").click();
    assertThat(row(pageUser, url)).isVisible();
  }

  static void addNamed(PageUser pageUser, String name, String url) {
    pageUser.id("destination-kinds").getByText("Webhook", exact()).click();
    form(pageUser).getByLabel("URL").fill(url);
    form(pageUser).getByText("More", exact()).click();
    form(pageUser).getByLabel("Name (optional)").fill(name);
    pageUser.button("Add").click();
    assertThat(row(pageUser, name)).containsText("OK");
  }

  static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  static String stored(PageUser pageUser, String path) {
    return String.valueOf(
        pageUser.page().evaluate("async path => (await fetch('/api/v1' + path)).text()", path));
  }
}

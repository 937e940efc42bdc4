package io.coinpanel.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.coinpanel.systemtests.browser.DestinationSection.add;
import static io.coinpanel.systemtests.browser.DestinationSection.addNamed;
import static io.coinpanel.systemtests.browser.DestinationSection.deleteAll;
import static io.coinpanel.systemtests.browser.DestinationSection.exact;
import static io.coinpanel.systemtests.browser.DestinationSection.form;
import static io.coinpanel.systemtests.browser.DestinationSection.row;
import static io.coinpanel.systemtests.browser.DestinationSection.stored;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.coinpanel.systemtests.WebhookReceiver;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.telegram.BotChat;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account's destinations on the page: adding, watching and choosing them. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DestinationsTest {

  @AfterEach
  void delete(PageSystem panel) throws InterruptedException {
    deleteAll(panel);
  }

  @Test
  void aWebhookIsAddedInTwoClicksAndGetsSignedNotifications(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      add(pageUser, "Webhook", receiver.url());
      Locator added = pageUser.id("destination-added");
      assertThat(added.locator(".secret")).hasValue(Pattern.compile("whsec_.{44}"));
      assertThat(added.locator(".secret")).isFocused();
      String secret = added.locator(".secret").inputValue();
      Axe.findsNothingSerious(pageUser, "destination-added");

      added.getByText("Send a test").click();
      assertThat(row(pageUser, receiver.url())).containsText("Test: Accepted with status 204.");
      Assertions.assertThat(receiver.calls().getFirst().isSignedWith(secret)).isTrue();

      pageUser.pick("crvusdt");
      pageUser.set("5", "Every time", "CRV/USDT rises above 5");
      panel.exchange().publish("CRVUSDT", "4.9");
      panel.exchange().publish("CRVUSDT", "5.1");
      Eventually.until(() -> receiver.calls().size() == 2);
      Assertions.assertThat(receiver.calls().getLast().body()).contains("CRVUSDT rose above 5");
      Assertions.assertThat(receiver.calls().getLast().isSignedWith(secret)).isTrue();

      row(pageUser, receiver.url()).getByText("Attempts").click();
      assertThat(row(pageUser, receiver.url()).locator(".attempt"))
          .containsText("Accepted with status 204");
      assertThat(pageUser.button("Send again")).hasCount(0);
      pageUser.page().reload();
      assertThat(row(pageUser, receiver.url())).containsText("OK");
      assertThat(pageUser.page().locator(".secret")).hasCount(0);
    }
  }

  @Test
  void aTelegramChatIsLinkedByOpeningTheLink(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.id("destination-kinds").getByText("Telegram", exact()).click();
      pageUser.button("Add").click();
      Locator added = pageUser.id("destination-added");
      Locator link =
          added.getByText("Open Telegram", new Locator.GetByTextOptions().setExact(true));
      assertThat(link).isFocused();
      assertThat(row(pageUser, "Telegram")).containsText("Not confirmed yet");
      Axe.findsNothingSerious(pageUser, "destination-link");

      String opened = link.getAttribute("href");
      BotChat chat = panel.telegram().chats().person(1, "Anna");
      chat.write("/start " + opened.substring(opened.indexOf('=') + 1));
      assertThat(added).containsText("Added “Anna”");
      assertThat(row(pageUser, "Anna")).containsText("OK");
      added.getByText("Send a test").click();
      Eventually.until(
          () -> chat.received().stream().anyMatch(text -> text.contains("This is a test")));
    }
  }

  @Test
  void aKindThatTheServerDoesNotHaveIsNotOffered(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser
          .page()
          .route(
              "**/api/v1/destinations?*",
              route ->
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setContentType("application/json")
                          .setBody("{\"destinations\":[],\"next\":null,\"kinds\":[\"webhook\"]}")));
      pageUser.page().reload();
      assertThat(pageUser.id("destination-kinds").getByText("Webhook", exact())).isVisible();
      assertThat(pageUser.id("destination-kinds").getByText("Telegram", exact())).isHidden();
    }
  }

  @Test
  void showsWhyADestinationIsFailing(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      receiver.answer(500);
      add(pageUser, "Webhook", receiver.url());
      pageUser.button("Test " + receiver.url()).click();
      assertThat(row(pageUser, receiver.url())).containsText("Test: Failed: HTTP status 500");
      pageUser.pick("crvusdt");
      pageUser.set("20", "Every time", "CRV/USDT rises above 20");
      panel.exchange().publish("CRVUSDT", "19");
      panel.exchange().publish("CRVUSDT", "21");
      Eventually.until(() -> receiver.calls().size() >= 2);
      Eventually.until(() -> stored(pageUser, "/destinations").contains("failing"));
      pageUser.page().reload();
      Locator row = row(pageUser, receiver.url());
      assertThat(row).containsText(Pattern.compile("Failing since .*500.*Next attempt "));
      row.getByText("Attempts").click();
      assertThat(row.locator(".attempt").last()).containsText("attempt 1");
      assertThat(row.locator(".attempt").last()).containsText("Failed: HTTP status 500");
      Axe.findsNothingSerious(pageUser, "destination-failing");
    }
  }

  @Test
  void aDestinationThatIsGoneIsTurnedOffUntilItIsTurnedOn(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      receiver.answer(410);
      add(pageUser, "Webhook", receiver.url());
      pageUser.pick("crvusdt");
      pageUser.set("30", "Every time", "CRV/USDT rises above 30");
      panel.exchange().publish("CRVUSDT", "29");
      panel.exchange().publish("CRVUSDT", "31");
      Eventually.until(() -> stored(pageUser, "/destinations").contains("disabled"));
      pageUser.page().reload();
      Locator row = row(pageUser, receiver.url());
      assertThat(row).containsText(Pattern.compile("Turned off since .*410"));
      receiver.answer(204);
      pageUser.button("Turn on " + receiver.url()).click();
      assertThat(row).containsText("OK");
      Eventually.until(() -> receiver.calls().size() == 2);
    }
  }

  @Test
  void aFailedNotificationIsSentAgain(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      add(pageUser, "Webhook", receiver.url());
      pageUser.pick("dydxusdt");
      pageUser.set("3", "Every time", "DYDX/USDT rises above 3");
      panel.exchange().publish("DYDXUSDT", "2.9");
      panel.exchange().publish("DYDXUSDT", "3.1");
      Eventually.until(() -> !receiver.calls().isEmpty());
      String id = receiver.calls().getFirst().id();
      int sent = receiver.calls().size();
      pageUser.page().route("**/deliveries?*", route -> failed(route, id));

      row(pageUser, receiver.url()).getByText("Attempts").click();
      assertThat(row(pageUser, receiver.url()).locator(".attempt"))
          .containsText("Refused with status 400: no such room");
      pageUser.button("Send again Notification " + id).click();
      Eventually.until(() -> receiver.calls().size() > sent);
      Assertions.assertThat(receiver.calls().getLast().id()).isEqualTo(id);
      assertThat(row(pageUser, receiver.url()))
          .containsText("Notification " + id + " will be sent again.");
    }
  }

  private static void failed(Route route, String notification) {
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBody(
                """
                {"deliveries": [{"notification_id": "%s", "attempt": 3,
                  "at": "2026-11-28T12:00:00Z", "outcome": "refused", "status": 400,
                  "error": "no such room", "duration_ms": 12}], "next": null}
                """
                    .formatted(notification)));
  }

  @Test
  void aDestinationIsTurnedOffAndOnAndDeleted(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      add(pageUser, "ntfy", receiver.url());
      assertThat(pageUser.id("destination-added")).containsText("Added “" + receiver.url());
      Locator row = row(pageUser, receiver.url());
      pageUser.button("Turn off " + receiver.url()).click();
      assertThat(row.locator(".status")).hasText("Turned off");
      Assertions.assertThat(stored(pageUser, "/destinations")).contains("\"enabled\":false");
      assertThat(pageUser.button("Turn on " + receiver.url())).isFocused();
      pageUser.page().keyboard().press("Enter");
      assertThat(row.locator(".status")).hasText("OK");

      pageUser.button("Delete " + receiver.url()).click();
      assertThat(pageUser.button("Keep " + receiver.url())).isFocused();
      pageUser.page().keyboard().press("Enter");
      assertThat(pageUser.button("Delete " + receiver.url())).isFocused();
      pageUser.page().keyboard().press("Enter");
      pageUser.button("Delete " + receiver.url() + " now").click();
      assertThat(pageUser.id("destinations-empty")).isVisible();
      assertThat(pageUser.id("destinations-title")).isFocused();
      Assertions.assertThat(stored(pageUser, "/destinations")).contains("\"destinations\":[]");
    }
  }

  @Test
  void problemsAreShownAtTheirFields(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.localVisitor().expectLog("status of 422").open()) {
      pageUser.id("destination-kinds").getByText("ntfy", exact()).click();
      Locator form = form(pageUser);
      pageUser.button("Add").click();
      assertThat(form.locator(".problem:visible")).containsText("Enter the address");
      form.getByLabel("URL of the topic").fill("nonsense");
      form.getByText("More", exact()).click();
      form.getByLabel("Name (optional)").fill("My phone");
      form.getByLabel("Quiet from").fill("22:00");
      pageUser.button("Add").click();
      assertThat(form.locator(".problem:visible")).hasText("Quiet hours need both times.");
      form.getByLabel("Quiet until").fill("07:00");
      form.getByLabel("Priority").selectOption("High");
      form.getByLabel("Join notifications").fill("10m");
      form.getByLabel("Daily heartbeat").fill("08:00");
      form.getByLabel("Send a notice when no trades are received").uncheck();
      form.getByLabel("Template").fill("{{symbol}} at {{prize}}");
      Axe.findsNothingSerious(pageUser, "destination-form");
      pageUser.button("Add").click();
      assertThat(form.locator(".problem:visible")).containsText("must be a URL such as");
      assertThat(form.getByLabel("URL of the topic")).isFocused();
      form.getByLabel("URL of the topic").fill("https://ntfy.sh/topic");
      pageUser.button("Add").click();
      assertThat(form.locator(".problem:visible")).containsText("{{prize}}");
      form.getByLabel("Template").fill("{{symbol}} at {{price}}");
      pageUser.button("Add").click();
      assertThat(row(pageUser, "My phone")).containsText("https://ntfy.sh/topic");
      Assertions.assertThat(stored(pageUser, "/destinations"))
          .contains("\"from\":\"22:00\"", "\"to\":\"07:00\"", "\"max_age_seconds\":600")
          .contains("\"priority\":4", "\"note_template\":\"{{symbol}} at {{price}}\"")
          .contains("\"default\":true", "\"feed_events\":false", "\"daily\":\"08:00\"");
    }
  }

  @Test
  void anAlertGoesToTheDestinationsChosenForIt(PageSystem panel) throws Exception {
    String alert = "DYDX/USDT rises above 20";
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      pageUser.page().locator("#details summary").click();
      Locator choice = pageUser.id("details-fields").getByLabel("Send to");
      assertThat(choice).isHidden();
      addNamed(pageUser, "Program", receiver.url() + "/program");
      addNamed(pageUser, "Archive", receiver.url() + "/archive");
      pageUser.pick("dydxusdt");
      pageUser.id("threshold").fill("20");
      pageUser.condition("above").check();
      choice.selectOption("Chosen destinations");
      pageUser.id("set").click();
      assertThat(pageUser.id("details-fields").locator(".problem:visible"))
          .hasText("Choose at least one destination.");
      box(pageUser.id("details-fields"), "Archive").check();
      Axe.findsNothingSerious(pageUser, "destination-choice");
      pageUser.id("set").click();
      assertThat(pageUser.alert(alert)).containsText("Watching");
      String archive = row(pageUser, "Archive").getAttribute("data-id");
      Assertions.assertThat(destinationsOf(pageUser, "dydxusdt"))
          .isEqualTo("[\"" + archive + "\"]");
      assertThat(choice).hasValue("default");

      pageUser.button("Edit " + alert).click();
      Locator edit = pageUser.page().locator("form.edit");
      assertThat(edit.getByLabel("Send to")).hasValue("chosen");
      assertThat(box(edit, "Archive")).isChecked();
      assertThat(box(edit, "Program")).not().isChecked();
      edit.getByLabel("Send to").selectOption("No destination");
      edit.getByText("Save").click();
      assertThat(edit).hasCount(0);
      Assertions.assertThat(destinationsOf(pageUser, "dydxusdt")).isEqualTo("[]");
      pageUser.button("Edit " + alert).click();
      edit.getByLabel("Send to").selectOption("Default destinations");
      edit.getByText("Save").click();
      assertThat(edit).hasCount(0);
      Assertions.assertThat(destinationsOf(pageUser, "dydxusdt")).isEqualTo("null");
    }
  }

  private static Object destinationsOf(PageUser pageUser, String symbol) {
    return pageUser
        .page()
        .evaluate(
            """
            async symbol => {
              const {subscriptions} = await (await fetch('/api/v1/subscriptions')).json();
              return JSON.stringify(subscriptions.find(one => one.symbol === symbol && one.threshold === '20').destinations);
            }
            """,
            symbol);
  }

  private static Locator box(Locator form, String name) {
    return form.getByRole(
        AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void saysThatTheServerHasNoKeyForSecrets(PageSystem panel) throws Exception {
    try (PageUser pageUser = panel.localVisitor().expectLog("status of 503").open()) {
      pageUser.page().route("**/api/v1/destinations", DestinationsTest::refuseForWantOfAKey);
      pageUser.id("destination-kinds").getByText("Slack", exact()).click();
      form(pageUser).getByLabel("Webhook URL").fill("https://hooks.slack.com/services/a");
      pageUser.button("Add").click();
      assertThat(form(pageUser).locator(".problem:visible"))
          .hasText("The server says: the server has no COINPANEL_SECRET_KEY to encrypt with.");
    }
  }

  private static void refuseForWantOfAKey(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(503)
            .setContentType("application/problem+json")
            .setBody(
                """
                {"status": 503, "code": "unavailable",
                  "detail": "the server has no COINPANEL_SECRET_KEY to encrypt with"}
                """));
  }

  @Test
  void whoIsNotSignedInSeesNone(PageSystem panel) {
    try (PageUser pageUser = panel.visitor().open()) {
      assertThat(pageUser.id("destinations")).isHidden();
      pageUser.page().locator("#details summary").click();
      assertThat(pageUser.id("details-fields").getByLabel("Send to")).isHidden();
    }
  }
}

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
import io.coinpanel.systemtests.WebhookReceiver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account changes of its destinations on the page. */
@ExtendWith(BrowserExtension.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DestinationEditTest {

  @AfterEach
  void delete(PageSystem panel) throws InterruptedException {
    deleteAll(panel);
  }

  @Test
  void aDestinationIsEditedInTheFormThatAddedIt(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().expectLog("status of 422").open()) {
      addNamed(pageUser, "Program", receiver.url());
      pageUser.button("Edit Program").click();
      Locator form = form(pageUser);
      assertThat(form.getByLabel("URL")).isFocused();
      assertThat(form.getByLabel("URL")).hasValue(receiver.url());
      Axe.findsNothingSerious(pageUser, "destination-edit");
      fill(form);
      pageUser.button("Save").click();
      assertThat(form.locator(".problem:visible")).containsText("{{prize}}");
      form.getByLabel("Template").fill("{{price}}");
      form.getByLabel("URL").fill(receiver.url() + "/archive");
      pageUser.button("Save").click();
      assertThat(row(pageUser, "Archive")).containsText(receiver.url() + "/archive");
      assertThat(form).hasCount(0);
      assertThat(pageUser.button("Edit Archive")).isFocused();
      Assertions.assertThat(stored(pageUser, "/destinations"))
          .contains("\"from\":\"22:00\"", "\"to\":\"07:00\"", "\"max_age_seconds\":5400")
          .contains("\"quiet_hours\":{\"time_zone\":\"Asia/Tokyo\"")
          .contains("\"heartbeat\":{\"time_zone\":\"Asia/Tokyo\",\"daily\":\"08:00\"}")
          .contains("\"note_template\":\"{{price}}\"", "\"feed_events\":false");

      pageUser.button("Edit Archive").click();
      assertThat(form.getByLabel("Time zone")).hasValue("Asia/Tokyo");
      assertThat(form.getByLabel("Join notifications")).hasValue("1h 30m");
      clear(form);
      pageUser.button("Save").click();
      assertThat(form).hasCount(0);
      Assertions.assertThat(stored(pageUser, "/destinations"))
          .contains("\"name\":\"Archive\"", "\"quiet_hours\":null", "\"heartbeat\":null")
          .contains("\"max_age_seconds\":null", "\"note_template\":null")
          .contains("\"feed_events\":false", receiver.url() + "/archive");
    }
  }

  /** With a template that is refused. */
  private static void fill(Locator form) {
    form.getByLabel("Name (optional)").fill("Archive");
    form.getByLabel("Quiet from").fill("22:00");
    form.getByLabel("Quiet until").fill("07:00");
    form.getByLabel("Time zone").selectOption("Asia/Tokyo");
    form.getByLabel("Join notifications").fill("1h 30m");
    form.getByLabel("Daily heartbeat").fill("08:00");
    form.getByLabel("Send a notice when no trades are received").uncheck();
    form.getByLabel("Template").fill("{{prize}}");
  }

  private static void clear(Locator form) {
    form.getByLabel("Quiet from").fill("");
    form.getByLabel("Quiet until").fill("");
    form.getByLabel("Daily heartbeat").fill("");
    form.getByLabel("Join notifications").fill("");
    form.getByLabel("Template").fill("");
  }

  @Test
  void onlyWhatWasEditedIsSent(PageSystem panel) throws Exception {
    List<String> sent = new CopyOnWriteArrayList<>();
    try (PageUser pageUser = panel.localVisitor().open()) {
      pageUser.id("destination-kinds").getByText("ntfy", exact()).click();
      form(pageUser).getByLabel("URL of the topic").fill("https://ntfy.sh/topic");
      form(pageUser).getByText("More", exact()).click();
      form(pageUser).getByLabel("Access token").fill("tk_secret");
      pageUser.button("Add").click();
      assertThat(row(pageUser, "ntfy.sh/topic")).isVisible();
      pageUser
          .page()
          .onRequest(
              request -> {
                if (request.method().equals("PATCH")) {
                  sent.add(request.postData());
                }
              });
      pageUser.button("Edit https://ntfy.sh/topic").click();
      assertThat(form(pageUser).getByLabel("Access token")).hasValue("");
      form(pageUser).getByLabel("Priority").selectOption("High");
      pageUser.button("Save").click();
      assertThat(row(pageUser, "ntfy.sh/topic")).containsText("Saved.");
      pageUser.button("Edit https://ntfy.sh/topic").click();
      form(pageUser).getByLabel("Remove the stored token").check();
      pageUser.button("Save").click();
      assertThat(form(pageUser)).hasCount(0);
      pageUser.button("Edit https://ntfy.sh/topic").click();
      pageUser.page().keyboard().press("Escape");
      assertThat(form(pageUser)).hasCount(0);
      Assertions.assertThat(sent).containsExactly("{\"priority\":4}", "{\"token\":null}");
    }
  }

  @Test
  void theSecretOfAWebhookIsReplaced(PageSystem panel) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        PageUser pageUser = panel.localVisitor().open()) {
      add(pageUser, "Webhook", receiver.url());
      Locator added = pageUser.id("destination-added");
      String before = added.locator(".secret").inputValue();
      added.getByText("Done").click();
      pageUser.button("New secret " + receiver.url()).click();
      assertThat(pageUser.button("Cancel " + receiver.url())).isFocused();
      pageUser.button("New secret " + receiver.url() + " now").click();
      assertThat(added).containsText("The old one is valid for another 24 hours, until ");
      assertThat(added.locator(".secret")).isFocused();
      String after = added.locator(".secret").inputValue();
      Assertions.assertThat(after).matches("whsec_.{44}").isNotEqualTo(before);
      Axe.findsNothingSerious(pageUser, "destination-secret");

      pageUser.button("Test " + receiver.url()).click();
      assertThat(row(pageUser, receiver.url())).containsText("Test: Accepted");
      Assertions.assertThat(receiver.calls().getLast().isSignedWith(after)).isTrue();
      Assertions.assertThat(receiver.calls().getLast().isSignedWith(before)).isTrue();
    }
  }
}

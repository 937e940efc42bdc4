package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Export and import of subscriptions. */
class TransferOverHttpTest {

  private static final String PATH = "/api/v1/subscriptions";
  private static final String COLUMNS =
      "symbol,condition,threshold,repeat,cooldown_seconds,expires_at,name,note,destinations,enabled,"
          + "lower,upper,percent,amount,within_seconds,from,rearm,hold_seconds,bar";

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.max-commands-per-second=100000");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static HttpCaller newAccount() {
    return TestAccount.create(webserver).at(webserver);
  }

  private static HttpCaller withTwoAlerts() {
    HttpCaller account = newAccount();
    account.post(
        PATH,
        """
        {"symbol":"btcusdt","condition":"below","threshold":"1.5","repeat":"once",
         "cooldown_seconds":3,"expires_at":"2100-01-01T00:00:00Z","name":"a, \\"b\\"",
         "note":"two\\nlines"}""");
    String paused = account.post(PATH, "{\"symbol\":\"btcusdt\",\"threshold\":2}").text("id");
    account.patch(PATH + "/" + paused, "{\"enabled\":false}");
    return account;
  }

  @Test
  void exportsAndImportsCsv() {
    String csv = withTwoAlerts().with("Accept", "text/csv").get(PATH + "/export").body();
    assertThat(csv)
        .isEqualTo(
            COLUMNS
                + "\r\nbtcusdt,below,1.5,once,3,2100-01-01T00:00:00Z,\"a, \"\"b\"\"\","
                + "\"two\nlines\",,true,,,,,,,,,\r\nbtcusdt,above,2,every,0,,,,,false,,,,,,,,,\r\n");
    HttpCaller other = newAccount();
    JsonNode report = other.with("Content-Type", "text/csv").post(PATH + "/import", csv).json();
    assertThat(outcomes(report)).containsExactly("created", "created");
    assertThat(report.path("lines").get(1).path("line").asInt()).isEqualTo(4);
    assertThat(other.with("Accept", "text/csv").get(PATH + "/export").body()).isEqualTo(csv);
  }

  @Test
  void keepsSpacesInCsv() {
    HttpCaller account = newAccount();
    account.post(PATH, "{\"symbol\":\"btcusdt\",\"threshold\":1,\"note\":\" a  \"}");
    String csv = account.with("Accept", "text/csv").get(PATH + "/export").body();
    HttpCaller other = newAccount();
    other.with("Content-Type", "text/csv").post(PATH + "/import", csv);
    assertThat(other.get(PATH).json().at("/subscriptions/0/note").asString()).isEqualTo(" a  ");
  }

  @Test
  void exportsAndImportsJson() {
    HttpCaller account = withTwoAlerts();
    HttpCaller.Answer exported = account.get(PATH + "/export");
    HttpCaller other = newAccount();
    JsonNode report = other.post(PATH + "/import", exported.body()).json();
    assertThat(report.path("created").asInt()).isEqualTo(2);
    assertThat(other.get(PATH + "/export").json()).isEqualTo(exported.json());
    JsonNode before = account.get(PATH).json();
    assertThat(outcomes(account.post(PATH + "/import", exported.body()).json()))
        .containsExactly("existing", "existing");
    assertThat(account.get(PATH).json()).isEqualTo(before);
  }

  private static List<String> outcomes(JsonNode report) {
    return report.path("lines").valueStream().map(line -> line.path("outcome").asString()).toList();
  }

  @Test
  void saysWhatIsWrongWithEachLine() {
    JsonNode report =
        newAccount()
            .with("Content-Type", "text/csv")
            .post(PATH + "/import", "symbol,threshold\nbtcusdt,x\nnosuch,1\n\nbtcusdt,1\n")
            .json();
    assertThat(outcomes(report)).containsExactly("failed", "failed", "created");
    JsonNode first = report.path("lines").get(0);
    assertThat(first.path("line").asInt()).isEqualTo(2);
    assertThat(first.path("code").asString()).isEqualTo("invalid_threshold");
    assertThat(first.path("field").asString()).isEqualTo("threshold");
    assertThat(report.path("lines").get(2).path("line").asInt()).isEqualTo(5);
    assertThat(report.path("failed").asInt()).isEqualTo(2);
    JsonNode unknown =
        newAccount().post(PATH + "/import", "[{\"symbol\":\"btcusdt\",\"treshold\":1}]").json();
    assertThat(unknown.path("lines").get(0).path("field").asString()).isEqualTo("treshold");
  }

  @Test
  void refusesWhatIsNoFile() {
    HttpCaller csv = newAccount().with("Content-Type", "text/csv");
    assertThat(csv.post(PATH + "/import", "symbol,colour\n").text("field")).isEqualTo("colour");
    assertThat(newAccount().post(PATH + "/import", "{\"x\":[]}").status()).isEqualTo(422);
    assertThat(newAccount().post(PATH + "/import", "[").text("code")).isEqualTo("invalid_json");
    assertThat(newAccount().post(PATH + "/import", "[1]").text("code")).isEqualTo("invalid_json");
    String many = "[" + "{},".repeat(10_000) + "{}]";
    assertThat(newAccount().post(PATH + "/import", many).status()).isEqualTo(422);
    assertThat(newAccount().with("Content-Type", "text/plain").post(PATH + "/import", "x").status())
        .isEqualTo(415);
  }
}

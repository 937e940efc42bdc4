package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ProtocolTest {

  private static TestDatabase database;
  private static TestWebserver webserver;
  private static FakeIngestion fakeIngestion;

  private TestClient client;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    fakeIngestion = new FakeIngestion(JdbcClient.create(database.dataSource()));
    fakeIngestion.listSymbol("btcusdt", "BTC", "USDT", true);
    fakeIngestion.listSymbol("ethusdt", "ETH", "USDT", true);
    fakeIngestion.listSymbol("lunausdt", "LUNA", "USDT", false);
    webserver = TestWebserver.start(database);
  }

  @AfterAll
  static void stop() {
    webserver.close();
    database.close();
  }

  @BeforeEach
  void connect() {
    client = webserver.client();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void welcomes() {
    assertThat(client.welcome().toString())
        .matches(
            "\\{\"type\":\"welcome\",\"protocol\":1,\"connection_id\":\"[0-9]+\","
                + "\"resume_token\":\"[A-Za-z0-9_-]{43}\",\"heartbeat_seconds\":20,"
                + "\"resume_window_seconds\":3600}");
  }

  @Test
  void theShortFormSubscribesAndTheNotificationArrives() {
    JsonNode subscribed = client.ask("{'symbol':'BTCusdt','threshold':'65000'}");
    assertThat(subscribed.get("type").asString()).as(subscribed.toString()).isEqualTo("subscribed");
    JsonNode subscription = subscribed.get("subscription");
    assertThat(subscription.get("status").asString()).isEqualTo("pending");
    long id = Long.parseLong(subscription.get("id").asString());
    fakeIngestion.activate(id, "64950.01");
    assertThat(client.next().toString())
        .isEqualTo(
            "{\"type\":\"active\",\"subscription_id\":\"%d\",\"symbol\":\"btcusdt\",\"price\":\"64950.01\"}"
                .formatted(id));
    long notification = fakeIngestion.fire(id, "64999.99", "65000.01");
    assertThat(client.next().toString())
        .startsWith(
            ("{\"type\":\"notification\",\"id\":\"%d\",\"subscription_id\":\"%d\","
                    + "\"symbol\":\"btcusdt\",\"condition\":\"above\",\"threshold\":\"65000\","
                    + "\"price\":\"65000.01\",\"previous_price\":\"64999.99\",\"trade_id\":")
                .formatted(notification, id))
        .contains("\"trade_time\":\"2026-07-21T12:00:00.123456Z\"")
        .endsWith("\"source\":\"live\",\"message\":\"BTCUSDT rose above 65000: 65000.01\"}");
  }

  @Test
  void subscribingAgainReturnsTheSameSubscription() {
    JsonNode first = client.ask("{'symbol':'btcusdt','threshold':'1.10','ref':'a'}");
    JsonNode second =
        client.ask("{'type':'subscribe','symbol':'BTCUSDT','threshold':1.1e0,'ref':'b'}");
    assertThat(first.get("created").asBoolean()).isTrue();
    assertThat(second.get("created").asBoolean()).isFalse();
    assertThat(second.get("ref").asString()).isEqualTo("b");
    assertThat(second.get("subscription")).isEqualTo(first.get("subscription"));
  }

  @Test
  void aConnectionMayHaveTenSubscriptionsOfOneThreshold() {
    String terms = "'symbol':'btcusdt','threshold':'8','expires_at':'2100-01-01T00:00:";
    String first = "";
    for (int second = 10; second < 20; second++) {
      JsonNode subscribed = client.ask("{" + terms + second + "Z'}");
      first = subscribed.get("subscription").get("id").asString();
    }
    JsonNode refused = client.ask("{" + terms + "20Z'}");
    assertThat(refused.get("code").asString()).isEqualTo("limit_exceeded");
    assertThat(refused.get("message").asString()).contains("10", "condition and parameters");
    assertThat(client.ask("{" + terms + "10Z'}").get("created").asBoolean(true)).isFalse();
    assertThat(client.ask("{" + terms + "20Z','condition':'below'}").has("subscription")).isTrue();
    client.ask("{'type':'unsubscribe','subscription_id':'" + first + "'}");
    assertThat(client.ask("{" + terms + "20Z'}").get("created").asBoolean()).isTrue();
  }

  @Test
  void unsubscribedOnesLeaveTheListAndReceiveNothing() {
    JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':'7'}");
    String id = subscribed.get("subscription").get("id").asString();
    assertThat(client.ask("{'type':'list','ref':'l'}").get("subscriptions").size()).isEqualTo(1);
    assertThat(
            client
                .ask("{'type':'unsubscribe','subscription_id':'" + id + "','ref':'u'}")
                .toString())
        .isEqualTo("{\"type\":\"unsubscribed\",\"ref\":\"u\",\"subscription_id\":\"" + id + "\"}");
    fakeIngestion.fire(Long.parseLong(id), "6", "8");
    client.expectNothing();
    assertThat(client.ask("{'type':'list'}").toString())
        .isEqualTo("{\"type\":\"subscriptions\",\"subscriptions\":[],\"next\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|invalid_json|",
        "not json|invalid_json|",
        "[]|invalid_json|",
        "'5'|invalid_json|",
        "{'type':'ping'} x|invalid_json|",
        "{'type':'ping'|invalid_json|",
        "{}|invalid_message|type",
        "{'type':null}|invalid_message|type",
        "{'type':5}|invalid_message|type",
        "{'type':'dance'}|unknown_type|",
        "{'type':'ping','ref':5}|invalid_message|ref",
        "{'type':'ping','type':'list'}|invalid_message|type",
        "{'type':'prices'}|invalid_message|enabled",
        "{'type':'prices','enabled':'true'}|invalid_message|enabled",
        "{'type':'unsubscribe'}|invalid_message|subscription_id",
        "{'type':'unsubscribe','subscription_id':7}|invalid_message|subscription_id",
        "{'type':'unsubscribe','subscription_id':'7'}|unknown_subscription|",
        "{'type':'unsubscribe','subscription_id':'x'}|unknown_subscription|",
        "{'type':'update','subscription_id':'7','name':'x'}|unknown_subscription|",
        "{'type':'update','subscription_id':'x','name':'x'}|unknown_subscription|",
        "{'type':'subscribe','threshold':'1'}|invalid_message|symbol",
        "{'symbol':5,'threshold':'1'}|invalid_message|symbol",
        "{'symbol':'nope','threshold':'1'}|invalid_symbol|/api/symbols",
        "{'symbol':'lunausdt','threshold':'1'}|invalid_symbol|/api/symbols",
        "{'type':'subscribe','symbol':'btcusdt'}|invalid_threshold|threshold",
        "{'symbol':'btcusdt','threshold':null}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':'1e3'}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':'+1'}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':0}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':-1}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':1e-9}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':1e999999999999}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':92233720368.00000001}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':true}|invalid_threshold|",
        "{'symbol':'btcusdt','threshold':'1','condition':'up'}|invalid_message|condition",
        "{'symbol':'btcusdt','threshold':'1','condition':5}|invalid_message|condition",
        "{'symbol':'btcusdt','threshold':'1','repeat':'never'}|invalid_message|repeat",
        "{'symbol':'btcusdt','threshold':'1','cooldown_seconds':-1}|invalid_message|cooldown_seconds",
        "{'symbol':'btcusdt','threshold':'1','cooldown_seconds':1.5}|invalid_message|cooldown_seconds",
        "{'symbol':'btcusdt','threshold':'1','cooldown_seconds':'1'}|invalid_message|cooldown_seconds",
        "{'symbol':'btcusdt','threshold':'1','cooldown_seconds':2147483648}|invalid_message|cooldown_seconds",
        "{'symbol':'btcusdt','threshold':'1','expires_at':'2020-01-01T00:00:00Z'}|invalid_message|expires_at",
        "{'symbol':'btcusdt','threshold':'1','expires_at':'tomorrow'}|invalid_message|expires_at",
        "{'symbol':'btcusdt','threshold':'1','expires_at':5}|invalid_message|expires_at",
      },
      quoteCharacter = '~')
  void rejectsInvalidCommandsAndStaysOpen(String frame, String code, String named) {
    JsonNode error = client.askAnything(frame.equals("''") ? "" : frame);
    assertThat(error.get("type").asString()).as(error.toString()).isEqualTo("error");
    assertThat(error.get("code").asString()).as(error.toString()).isEqualTo(code);
    if (named != null) {
      assertThat(error.get("message").asString()).contains(named);
    }
    client.expectNothing();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'65000.00'|65000",
        "1e3|1000",
        "0.00000001|0.00000001",
        "92233720368|92233720368",
        "6.5E+4|65000",
        "'0.00001234'|0.00001234",
        "1.50|1.5"
      })
  void takesThresholdsAsTextOrNumber(String threshold, String plain) {
    JsonNode subscribed =
        client.ask("{'symbol':'ethusdt','threshold':" + threshold + ",'condition':'cross'}");
    assertThat(subscribed.get("subscription").get("threshold").asString()).isEqualTo(plain);
  }

  @Test
  void echoesTheRefOfACommandWithAFieldThatIsThereTwice() {
    assertThat(client.askAnything("{'type':'ping','ref':'r','x':1,'x':2}").toString())
        .isEqualTo(
            "{\"type\":\"error\",\"ref\":\"r\",\"ignored\":[\"x\"],\"code\":\"invalid_message\","
                + "\"message\":\"x is duplicated\"}");
    assertThat(client.askAnything("{'type':'ping','ref':'r','ref':'s'}").toString())
        .isEqualTo(
            "{\"type\":\"error\",\"code\":\"invalid_message\","
                + "\"message\":\"ref is duplicated\"}");
  }

  @Test
  void aListMayBeLongerThanAClientsFrame() throws IOException {
    try (RawSocket socket = new RawSocket(webserver.port())) {
      socket.head();
      socket.read();
      for (int i = 1; i <= 45; i++) {
        socket.text("{\"symbol\":\"btcusdt\",\"threshold\":" + i + "}");
        assertThat(socket.read(RawSocket.TEXT).text()).contains("subscribed");
      }
      socket.text("{\"type\":\"list\"}");
      RawSocket.Frame frame = socket.read();
      assertThat(frame.payload().length).isGreaterThan(8192);
      assertThat(frame.text()).endsWith("}],\"next\":null}");
    }
  }

  @Test
  void countsEveryErrorByItsCode() {
    String counted = "coinpanel_webserver_errors_total{code=\"invalid_symbol\"";
    double before = webserver.metric(counted);
    client.ask("{'symbol':'nope','threshold':'1'}");
    assertThat(webserver.metric(counted)).isEqualTo(before + 1);
  }
}

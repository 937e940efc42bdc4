package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ControlApiTest {

  private Simulator simulator;
  private RestClient http;
  private StreamClient client;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.documented().symbols(10));
    http = new RestClient(simulator);
    client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void publishesATradeAndReturnsItsId() throws IOException {
    JsonNode answer =
        http.post(
            "/control/trade",
            "{\"symbol\":\"btcusdt\",\"price\":\"65000.5\",\"quantity\":2,\"time\":5,"
                + "\"buyer_is_maker\":true}");
    assertThat(client.next())
        .isEqualTo(
            "{\"e\":\"trade\",\"E\":5,\"s\":\"BTCUSDT\",\"t\":"
                + answer.path("trade_id").longValue()
                + ",\"p\":\"65000.50000000\",\"q\":\"2.00000000\",\"T\":5,\"m\":true,\"M\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "say|{'text':'hello'}",
        "bytes|{'base64':'gQVoZWxsbw=='}",
        "stall|{'stalled':false}",
        "skip|{'trades':0}",
        "reorder|{'trades':0}",
        "repeat|{'symbol':'btcusdt','trades':3}",
        "lose-commands|{'commands':1}",
        "acknowledge-only|{'commands':1}",
        "shutdown-notice|{'shape':'raw'}",
        "withhold-pings|{}",
        "garble|{'trades':1,'shape':'extended'}",
        "ping-burst|{'pings':10}",
        "delay-trades|{'connection':1,'milliseconds':0}",
        "list|{'symbol':'newusdt','price':'1.5'}",
        "poison|{'symbols':['btcusdt'],'answer':'without_id'}",
        "delay-commands|{'milliseconds':5}",
        "delay-answers|{'milliseconds':5}",
        "ignore-long-commands|{'bytes':4000}",
        "refuse-streams|{'status':429,'retry_after':'1.5'}",
        "ignore-upgrades|{'ignored':false}",
        "shutdown-on-connect|{'announced':false}",
        "rest|{'fault':'body','text':'[]','requests':1}",
        "rest|{'fault':'gzip'}",
        "rest|{'fault':'null_field','field':'p'}",
        "rest|{'fault':'status','status':418,'retry_after':'1.5'}",
        "rest|{'fault':'none'}",
        "rest-ban|{'milliseconds':0}",
        "lag-history|{'milliseconds':0}",
        "skip-ids|{'symbol':'btcusdt'}",
        "huge|{'bytes':10}",
        "truncate|{}",
        "reset|{'connection':1}",
        "close|{'code':1012,'reason':'restart'}",
        "refuse|{'milliseconds':10}",
        "refuse-streams|{'status':503}",
        "rest|{'fault':'delay','milliseconds':5,'path':'aggTrades','requests':3}",
        "rest|{'fault':'status','status':429,'retry_after':30}",
        "rest|{'fault':'none'}",
        "status|{'symbol':'ethusdt','status':'HALT'}",
        "walk|{'rate':'max','symbols':['ethusdt'],'seed':3}",
      },
      quoteCharacter = '"')
  void executesCommand(String command, String arguments) throws IOException {
    JsonNode answer = http.post("/control/" + command, arguments.replace('\'', '"'));
    assertThat(answer.toString()).isEqualTo("{\"done\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trade|{'symbol':'nosuch','price':'1'}|symbol NOSUCH is not listed",
        "trade|{'symbol':'btcusdt','price':'x'}|'price' must be a decimal of eight places",
        "trade|{'symbol':'btcusdt'}|'price' must be a string",
        "skip|{'trades':'many'}|'trades' must be a whole number",
        "replay|{'file':'/nowhere'}|cannot read /nowhere",
        "rest|{'fault':'x'}|'fault' is status, silence, reset, delay, body, gzip,"
            + " null_field, missing_field, mistyped_field, duplicate_row or none",
        "garble|{'trades':1,'shape':'x'}|'shape' is unreadable, nameless, extended",
        "poison|{'answer':'x'}|'answer' is with_id, without_id, none",
        "nothing|{}|no command: POST /control/nothing",
      },
      quoteCharacter = '"')
  void rejectsCommand(String command, String arguments, String why) throws IOException {
    JsonNode answer = http.post("/control/" + command, arguments.replace('\'', '"'));
    assertThat(answer.path("error").asString()).isEqualTo(why);
  }

  @Test
  void replaysAFileAndReportsItsEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "BTCUSDT,5,1.5,1,1723161255342,true\n");
    http.post("/control/replay", "{\"file\":\"" + file + "\",\"speed\":\"max\"}");
    assertThat(client.next()).contains("\"t\":5,");
    Eventually.until("finished", () -> state().path("replay").path("finished").booleanValue());
    assertThat(state().path("replay").path("published").intValue()).isEqualTo(1);
  }

  private JsonNode state() {
    try {
      return http.json("/control/state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void showsItsState() {
    simulator.publish("BTCUSDT", "1");
    JsonNode state = state();
    assertThat(state.path("trades").intValue()).isEqualTo(1);
    assertThat(state.path("frames_sent").intValue()).isEqualTo(1);
    assertThat(state.path("connection_attempts").intValue()).isEqualTo(1);
    JsonNode connection = state.path("connections").get(0);
    assertThat(connection.path("streams").get(0).asString()).isEqualTo("btcusdt@trade");
    assertThat(connection.path("frames_received").intValue()).isEqualTo(1);
    assertThat(state.path("violations").size()).isZero();
  }
}

package io.coinpanel.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.terminal.CommandFailureHandler;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command over real files. */
class BacktestCommandTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private Path file = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeTrades() throws IOException {
    file =
        Files.write(
            directory.resolve("day.csv"),
            List.of(
                "id,price,qty,quoteQty,time,isBuyerMaker,isBestMatch",
                "100,64999.00000000,1.0,64999.0,1723161255000,True,True",
                "101,65001.50000000,1.0,65001.5,1723161256000,True,True",
                "102,64000.00000000,1.0,64000.0,1723161257000,True,True",
                "105,65000.01000000,1.0,65000.01,1723161258000,True,True",
                "106,66000.00000000,1.0,66000.0,1723161400000,True,True"));
  }

  private int run(String... arguments) {
    CommandLine commandLine =
        new CommandLine(new BacktestCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new CommandFailureHandler());
    return commandLine.execute(arguments);
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void printsNotificationsAndTheirNumber() {
    assertThat(run("btcusdt", "65000", "--file", file.toString())).isZero();
    assertThat(lines())
        .containsExactly(
            "2024-08-08T23:54:16Z  BTCUSDT rose above 65000: 65001.5",
            "2024-08-08T23:54:18Z  BTCUSDT rose above 65000: 65000.01",
            "2 notifications over 5 trades from 2024-08-08T23:54:15Z to 2024-08-08T23:56:40Z;"
                + " 2 trade ids are missing.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void takesTheTermsOfWatch() {
    assertThat(run("BTCusdt", "65000", "--hold", "30s", "--file", file.toString())).isZero();
    assertThat(lines())
        .startsWith("2024-08-08T23:54:18Z  BTCUSDT stayed above 65000 for 30 s: 65000.01")
        .hasSize(2);
  }

  @Test
  void firesOnceIfToldSo() {
    assertThat(run("btcusdt", "65000", "--once", "--file", file.toString())).isZero();
    assertThat(lines()).hasSize(2);
  }

  @Test
  void printsJsonAsOnTheSocket() {
    assertThat(run("btcusdt", "65000", "--json", "--file", file.toString())).isZero();
    JsonNode second = JSON.readTree(lines().get(1));
    assertThat(lines()).hasSize(2);
    assertThat(second)
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"notification","symbol":"btcusdt","condition":"above","threshold":"65000",
                 "price":"65000.01","previous_price":"64000","trade_id":105,
                 "trade_time":"2024-08-08T23:54:18Z","revision":1,"direction":"up",
                 "level":"65000","source":"gap","message":"BTCUSDT rose above 65000: 65000.01"}
                """));
    assertThat(err.toString()).startsWith("2 notifications over 5 trades");
  }

  @Test
  void comparesTermsSideBySide() {
    assertThat(run("btcusdt", "65000", "--file", file.toString(), "--compare", "65500 --cross"))
        .isZero();
    assertThat(lines())
        .containsExactly(
            "                          above 65000      across 65500",
            "2024-08-08T23:54:16Z      65001.5",
            "2024-08-08T23:54:18Z      65000.01",
            "2024-08-08T23:56:40Z                       66000",
            "                          2 notifications  1 notification",
            "2 notifications and 1 notification over 5 trades from 2024-08-08T23:54:15Z"
                + " to 2024-08-08T23:56:40Z; 2 trade ids are missing.");
  }

  @Test
  void saysWhichOfTheComparedTermsAreWrong() {
    assertThat(run("btcusdt", "65000", "--file", file.toString(), "--compare", "--rise x"))
        .isEqualTo(2);
    assertThat(err.toString()).startsWith("--compare '--rise x': The percentage must be");
  }

  @Test
  void drawsAPlot() throws Exception {
    Path plot = directory.resolve("day.svg");
    assertThat(run("btcusdt", "65000", "--file", file.toString(), "--plot", plot.toString()))
        .isZero();
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Files.readString(plot))));
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("BTCUSDT above 65000, 2 notifications");
  }

  @Test
  void saysThatThePlotCannotBeWritten() {
    Path plot = directory.resolve("none/day.svg");
    assertThat(run("btcusdt", "65000", "--file", file.toString(), "--plot", plot.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).startsWith("Cannot write " + plot + ": there is no directory");
  }

  @Test
  void saysThatThereIsNoFile() {
    Path none = directory.resolve("none.csv");
    assertThat(run("btcusdt", "65000", "--file", none.toString())).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("There is no file " + none + ".");
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Files.writeString(file, "1,2,3,4,1723161255000,True,True\n2,x\n");
    assertThat(run("btcusdt", "65000", "--file", file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith(file + ", line 2: the price is not a decimal number");
  }

  @Test
  void saysThatThereWereNoTrades() throws IOException {
    Files.writeString(file, "");
    assertThat(run("btcusdt", "65000", "--file", file.toString())).isZero();
    assertThat(lines()).containsExactly("There were no trades, and no notifications.");
  }

  @Test
  void asksForAThreshold() {
    assertThat(run("btcusdt", "--file", file.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing THRESHOLD.");
  }

  @Test
  void asksForTrades() {
    assertThat(run("btcusdt", "65000")).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing trades: give --file, or --start and --end.");
  }

  @Test
  void readsTimesOfHistory() throws IOException {
    try (Simulator exchange = Simulator.start(SimulatorSettings.documented())) {
      long noon = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
      for (int hour = 0; hour < 48; hour++) {
        exchange.publishAt(noon + hour * 3_600_000L, "BTCUSDT", "" + (100 + hour % 2), false);
      }
      String[] arguments = {
        "btcusdt",
        "100",
        "--start",
        "2026-01-01T12:00:00Z",
        "--end",
        "2026-01-03T06:00:00Z",
        "--rest-uri",
        exchange.restUri().toString(),
        "--archive-uri",
        exchange.restUri().toString(),
        "--cache",
        directory.resolve("cache").toString()
      };
      assertThat(run(arguments)).as(err.toString()).isZero();
      assertThat(lines().getFirst()).isEqualTo("2026-01-01T13:00:00Z  BTCUSDT rose above 100: 101");
      assertThat(lines().getLast())
          .isEqualTo(
              "21 notifications over 42 trades from 2026-01-01T12:00:00Z"
                  + " to 2026-01-03T05:00:00Z; no trade ids are missing.");
      assertThat(directory.resolve("cache"))
          .isDirectoryContaining(path -> path.endsWith("BTCUSDT-aggTrades-2026-01-02.zip"));
      // The parts of days before and after the whole one.
      assertThat(exchange.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-02|2026-01-01|--end must be after --start.",
        "2026-01-02|9999-01-01|--end is in the future.",
        "yesterday|2026-01-01|Invalid value for option '--start': 'yesterday' is not a time"
      })
  void rejectsTimesThatCannotBe(String start, String end, String problem) {
    assertThat(run("btcusdt", "100", "--start", start, "--end", end)).isEqualTo(2);
    assertThat(err.toString()).contains(problem);
  }

  @Test
  void saysThatTheExchangeDoesNotKnowTheSymbol() throws IOException {
    try (Simulator exchange = Simulator.start(SimulatorSettings.documented())) {
      String uri = exchange.restUri().toString();
      assertThat(
              run(
                  "nosuch",
                  "100",
                  "--start",
                  "2026-01-01T12:00:00Z",
                  "--end",
                  "2026-01-01T13:00:00Z",
                  "--rest-uri",
                  uri,
                  "--archive-uri",
                  uri))
          .isEqualTo(1);
      assertThat(err.toString()).startsWith("The exchange does not know this symbol.");
    }
  }
}

package io.coinpanel.backtest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.testkit.conditions.RecordedMarket;
import io.coinpanel.testkit.conditions.TradeRow;
import io.coinpanel.testkit.market.RecordedTrades;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradeFilesTest {

  private static final String HEADER = "id,price,qty,quoteQty,time,isBuyerMaker,isBestMatch\n";
  private static final String TRADE =
      "3735683259,61837.63000000,0.02000000,1236.75260000,1723161255342,True,True\n";
  private static final String NEXT = "3735683260,61837.64,1,61837.64,1723161255343000,False,True\n";
  private static final String AGGREGATE =
      "987,61837.63000000,0.02000000,3735683261,3735683263,1723161255344,true,true\n";

  @TempDir private Path directory;

  private record Row(long first, long last, long price, long time) {}

  private List<Row> read(Path... files) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (TradeFiles source = TradeFiles.open(List.of(files), "btcusdt")) {
      boolean hasMore = true;
      while (hasMore) {
        hasMore =
            source.readInto(
                (_, first, last, price, time) -> rows.add(new Row(first, last, price, time)));
      }
      assertThat(source.progress()).isEqualTo(1);
    }
    return rows;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static final Row FIRST =
      new Row(3735683259L, 3735683259L, 6183763000000L, 1723161255342L);
  private static final Row SECOND =
      new Row(3735683260L, 3735683260L, 6183764000000L, 1723161255343L);
  private static final Row THIRD =
      new Row(3735683261L, 3735683263L, 6183763000000L, 1723161255344L);

  @Test
  void readsTradesInMillisecondsAndMicroseconds() throws IOException {
    assertThat(read(file("a.csv", TRADE + NEXT))).containsExactly(FIRST, SECOND);
  }

  @Test
  void readsWithAHeaderAndWithoutALastLineEnd() throws IOException {
    assertThat(read(file("a.csv", HEADER + TRADE + NEXT.strip()))).containsExactly(FIRST, SECOND);
  }

  @Test
  void readsLinesThatEndAsOnWindows() throws IOException {
    String text = (HEADER + TRADE + NEXT).replace("\n", "\r\n") + "\r\n";
    assertThat(read(file("a.csv", text))).containsExactly(FIRST, SECOND);
  }

  @Test
  void readsFilesOneAfterTheOther() throws IOException {
    assertThat(read(file("a.csv", TRADE + NEXT), file("b.csv", AGGREGATE)))
        .containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void leavesOutAggregatesWithoutTrades() throws IOException {
    assertThat(
            read(file("a.csv", "986,0.00000000,0.0,-1,-1,1723161255344,true,true\n" + AGGREGATE)))
        .containsExactly(THIRD);
  }

  @Test
  void readsZip() throws IOException {
    Path file = directory.resolve("BTCUSDT-trades-2024-08-08.zip");
    try (OutputStream bytes = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("BTCUSDT-trades-2024-08-08.csv"));
      zip.write((TRADE + NEXT).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    List<Row> rows = new ArrayList<>();
    try (TradeFiles source = TradeFiles.open(List.of(file), "btcusdt")) {
      while (source.readInto(
          (_, first, last, price, time) -> rows.add(new Row(first, last, price, time)))) {
        assertThat(rows).isEmpty();
      }
    }
    assertThat(rows).containsExactly(FIRST, SECOND);
  }

  @Test
  void readsAFileThatIsManyTimesTheBuffer() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    int count = 50_000;
    for (int id = 1; id <= count; id++) {
      text.append(id).append(",%d.%08d,1,1,17231612%05d,True,True\n".formatted(id, id, id));
    }
    List<Row> rows = read(file("a.csv", text.toString()));
    assertThat(rows).hasSize(count);
    for (int i = 0; i < count; i++) {
      long id = i + 1L;
      long price = id * 100_000_001L;
      assertThat(rows.get(i)).isEqualTo(new Row(id, id, price, 1723161200000L + id));
    }
  }

  @Test
  void readsRecordedTradesOfOneSymbol() throws IOException {
    Path file = RecordedTrades.file();
    List<TradeRow> expected = RecordedMarket.rows("btcusdt");
    List<Row> rows = read(file);
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      TradeRow row = expected.get(i);
      assertThat(rows.get(i)).isEqualTo(new Row(row.id(), row.upToId(), row.price(), row.time()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5,1.5,1,1,1723161255342|the time is not a whole number",
        "5,1.5,1|there are too few columns",
        "5|the id is not a whole number",
        "x,1.5,1,1,1723161255342,True,True|the id is not a whole number",
        "12345678901234567890,1.5,1,1,1723161255342,True,True|the id is not a whole number",
        "5,abc,1,1,1723161255342,True,True|the price is not a decimal number",
        "5,1.123456789,1,1,1723161255342,True,True|the price is not a decimal number",
        "5,0.0,1,1,1723161255342,True,True|the price is not a decimal number",
        "5,92233720368.54775808,1,1,1723161255342,True,True|the price is not a decimal number",
        "5,1.5,1,1,,True,True|the time is not a whole number",
        "4,1.5,1,1,1723161255342,True,True|trade 4 comes after trade 4; give the files in chronological"
      })
  void namesTheLineOfAWrongRow(String row, String reason) throws IOException {
    Path file = file("a.csv", HEADER + "4,1.5,1,1,1723161255342,True,True\n" + row + "\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnusableTradesException.class)
        .hasMessageStartingWith(file + ", line 3: " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b;c\n1;2;3\n", "1,2\n", "id,price\n5,1.5\n", "hello\n"})
  void rejectsOtherColumns(String text) throws IOException {
    Path file = file("a.csv", text);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnusableTradesException.class)
        .hasMessageContaining("the columns are neither those of the exchange's trades");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HEADER})
  void readsNothingFromAFileWithoutRows(String text) throws IOException {
    assertThat(read(file("a.csv", text))).isEmpty();
  }

  @Test
  void rejectsFilesInTheWrongOrder() throws IOException {
    Path later = file("b.csv", NEXT);
    Path earlier = file("a.csv", TRADE);
    assertThatThrownBy(() -> read(later, earlier))
        .hasMessage(
            earlier
                + ", line 1: trade 3735683259 comes after trade 3735683260;"
                + " give the files in chronological order");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path file = directory.resolve("none.csv");
    assertThatThrownBy(() -> read(file)).hasMessage("There is no file " + file);
  }

  @Test
  void namesAFileThatIsNoZip() throws IOException {
    Path file = file("a.zip", TRADE);
    assertThatThrownBy(() -> read(file))
        .hasMessage("Cannot read " + file + ": it is not a zip file, or it is empty");
  }
}

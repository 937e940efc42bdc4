package io.coinpanel.webserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFileTest {

  @Test
  void readsWhatItWrites() {
    List<String> cells = List.of("a", "", "b,c", "say \"x\"", "two\r\nlines", " ü ", " ");
    assertThat(CsvFile.parse(CsvFile.line(cells) + CsvFile.line(List.of("next"))))
        .containsExactly(new CsvFile.Row(1, cells), new CsvFile.Row(3, List.of("next")));
  }

  @Test
  void acceptsWhatSpreadsheetsWrite() {
    assertThat(CsvFile.parse("\ufeffa , b\n\n\"x\"\r\n,"))
        .containsExactly(
            new CsvFile.Row(1, List.of("a", "b")),
            new CsvFile.Row(3, List.of("x")),
            new CsvFile.Row(4, List.of("", "")));
  }

  @Test
  void endsAQuoteThatIsNotClosedWithTheFile() {
    assertThat(CsvFile.parse("\"a\"\"b")).containsExactly(new CsvFile.Row(1, List.of("a\"b")));
    assertThat(CsvFile.parse("\"")).isEmpty();
  }
}

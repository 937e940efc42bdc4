package io.coinpanel.benchmarks.report;

import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reports as files of JSON. */
public final class ReportFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportFile() {}

  /**
   * Writes it, over whatever was there.
   *
   * @throws tools.jackson.core.JacksonException if it cannot be written
   */
  public static void write(Report report, Path file) {
    JSON.writeValue(file, report);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws tools.jackson.core.JacksonException if it cannot be read or is no report
   */
  public static Report read(Path file) {
    return JSON.readValue(file, Report.class);
  }
}

package io.coinpanel.systemtests.faults;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run has done and compared. A run whose comparison failed reports nothing.
 *
 * @param effects what the database has logged of the faults
 * @param faults how often each kind has begun
 */
record RunReport(
    LocalDate date,
    long seed,
    long minutes,
    int sequences,
    long trades,
    long rowsCompared,
    int differences,
    int exchangeLimitsBroken,
    int processors,
    Map<String, Long> effects,
    Map<String, Integer> faults) {

  private static final Map<String, String> EFFECTS =
      Map.of(
          "deadlocks", "deadlock detected",
          "statements cancelled", "canceling statement due to user request",
          "commits refused for a full NOTIFY queue", "too many notifications in the NOTIFY queue");

  static RunReport of(
      long seed, Duration length, int sequences, long rows, FaultEnvironment faultEnvironment)
      throws IOException {
    Map<String, Long> effects = new TreeMap<>();
    for (Map.Entry<String, String> effect : EFFECTS.entrySet()) {
      effects.put(effect.getKey(), faultEnvironment.postgres().logged(effect.getValue()));
    }
    Map<String, Integer> faults = new LinkedHashMap<>();
    faultEnvironment.begun().forEach((fault, count) -> faults.put(fault.name(), count));
    return new RunReport(
        LocalDate.now(ZoneOffset.UTC),
        seed,
        length.toMinutes(),
        sequences,
        faultEnvironment.publisher().trades(),
        rows,
        0,
        faultEnvironment.exchange().violations().size(),
        Runtime.getRuntime().availableProcessors(),
        effects,
        faults);
  }

  /** Writes it as JSON, and beside that as the table of a page. */
  void write(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, json.writeValueAsString(this) + "\n");
    String page = file.getFileName().toString().replace(".json", ".md");
    Files.writeString(file.resolveSibling(page), table());
  }

  private String table() {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("date", date);
    rows.put("seed", seed);
    rows.put("minutes", minutes);
    rows.put("processors", processors);
    rows.put("sequences", sequences);
    rows.put("trades published", trades);
    rows.put("notifications compared", rowsCompared);
    rows.put("differences", differences);
    rows.put("limits of the exchange broken", exchangeLimitsBroken);
    rows.putAll(effects);
    faults.forEach((fault, count) -> rows.put("`" + fault + "`", count));
    return rows.entrySet().stream()
        .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |\n")
        .collect(joining("", "# The last long fault run\n\n| what | |\n| --- | --- |\n", ""));
  }

  @Override
  public String toString() {
    return "seed %d: %d sequences, %d trades, %d rows compared, no difference; faults %s; %s"
        .formatted(seed, sequences, trades, rowsCompared, faults, effects);
  }
}

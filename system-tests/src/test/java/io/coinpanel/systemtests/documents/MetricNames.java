package io.coinpanel.systemtests.documents;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Meters by the names Prometheus shows, each with its kind and its labels. */
record MetricNames(SortedMap<String, String> kinds) {

  private static final String OURS = "coinpanel_";
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)(?:\\{([a-z,]+)})?`");
  private static final Pattern TYPE = Pattern.compile("# TYPE (coinpanel_\\w+) (\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(coinpanel_\\w+?)(?:\\{(.*)})? .*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** Those that a page lists: name and labels, kind and unit, meaning. */
  static MetricNames documented(Document page) {
    SortedMap<String, String> kinds = new TreeMap<>();
    page.rows().forEach(row -> document(row, kinds));
    return new MetricNames(kinds);
  }

  private static void document(List<String> row, SortedMap<String, String> kinds) {
    Matcher name = NAME.matcher(row.getFirst());
    if (!name.matches()) {
      throw new AssertionError("no name: " + row.getFirst());
    }
    String base = name.group(1).replace('.', '_');
    String label = name.group(2) == null ? "" : " by " + name.group(2).replace(",", " by ");
    String[] words = row.get(1).split(", ", 2);
    String seconds = words[1].startsWith("seconds") ? "_seconds" : "";
    boolean hasHistogram = row.get(2).contains("with a histogram");
    switch (words[0]) {
      case "gauge" -> kinds.put(base + seconds, "gauge" + label);
      case "counter" -> kinds.put(base + "_total", "counter" + label);
      case "summary", "timer" -> {
        kinds.put(base + seconds, (hasHistogram ? "histogram" : "summary") + label);
        kinds.put(base + seconds + "_max", "gauge" + label);
      }
      default -> throw new AssertionError("no kind of meter: " + row);
    }
  }

  /** Those that a service exposes. */
  static MetricNames exposed(String scrape) {
    SortedMap<String, String> kinds = new TreeMap<>();
    scrape.lines().map(TYPE::matcher).filter(Matcher::matches).forEach(type -> put(type, kinds));
    scrape
        .lines()
        .filter(line -> line.startsWith(OURS))
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .filter(sample -> kinds.containsKey(sample.group(1)) && sample.group(2) != null)
        .forEach(
            sample ->
                labels(sample.group(2))
                    .forEach(
                        label ->
                            kinds.computeIfPresent(
                                sample.group(1), (name, kind) -> with(kind, label))));
    return new MetricNames(kinds);
  }

  private static void put(Matcher type, SortedMap<String, String> kinds) {
    kinds.put(type.group(1), type.group(2));
  }

  private static String with(String kind, String label) {
    String by = " by " + label;
    return (kind + " ").contains(by + " ") ? kind : kind + by;
  }

  private static SortedSet<String> labels(String text) {
    SortedSet<String> labels = new TreeSet<>();
    LABEL.matcher(text).results().forEach(label -> labels.add(label.group(1)));
    return labels;
  }

  /** Every name a query may use: those of histograms and summaries with their parts. */
  SortedSet<String> series() {
    SortedSet<String> series = new TreeSet<>();
    kinds.forEach(
        (name, kind) -> {
          String first = kind.split(" ", 2)[0];
          if (first.equals("gauge") || first.equals("counter")) {
            series.add(name);
          } else {
            series.addAll(List.of(name + "_count", name + "_sum"));
          }
          if (first.equals("histogram")) {
            series.add(name + "_bucket");
          }
        });
    return series;
  }
}

package io.coinpanel.systemtests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of the deliveries to each kind of destination, as a page. */
final class DestinationReport {

  private static final String HEAD =
      """
      | kind | destinations | that misbehave | notifications | messages accepted | of several | shown as failed | waiting for a dead one | repeats | unexplained | lost | longest delay, s | of the well, s |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private final Map<MessageFormat, Figures> kinds = new EnumMap<>(MessageFormat.class);
  private final Map<String, String> about = new TreeMap<>();

  /** Sums over the destinations of a kind. */
  private static final class Figures {
    private final Map<String, Integer> repeats = new TreeMap<>();
    private long destinations;
    private long misbehaving;
    private long notifications;
    private long accepted;
    private long summaries;
    private long givenUp;
    private long waiting;
    private long lost;
    private Duration longest = Duration.ZERO;
    private Duration longestOfWell = Duration.ZERO;

    private void add(boolean isWell, long stored, DestinationChecker checker) {
      destinations++;
      misbehaving += isWell ? 0 : 1;
      notifications += stored;
      accepted += checker.accepted();
      summaries += checker.summaries();
      givenUp += checker.givenUp();
      waiting += checker.waiting();
      lost += checker.lost();
      checker.repeats().forEach((why, count) -> repeats.merge(why, count, Integer::sum));
      longest = longer(longest, checker.longestDelay());
      longestOfWell = isWell ? longer(longestOfWell, checker.longestDelay()) : longestOfWell;
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }

    private String row(String name) {
      int unexplained = repeats.getOrDefault(DestinationChecker.UNEXPLAINED, 0);
      int all = repeats.values().stream().mapToInt(count -> count).sum();
      return Stream.of(
              name,
              destinations,
              misbehaving,
              notifications,
              accepted,
              summaries,
              givenUp,
              waiting,
              all,
              unexplained,
              lost,
              seconds(longest),
              seconds(longestOfWell))
          .map(String::valueOf)
          .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String seconds(Duration time) {
      return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1_000.0);
    }

    private String explained(String name) {
      return name
          + ": "
          + repeats.entrySet().stream()
              .map(one -> one.getValue() + " " + one.getKey())
              .collect(Collectors.joining(", "));
    }
  }

  /** A line above the table. */
  void say(String what, Object value) {
    about.put(what, value.toString());
  }

  void add(SoakReceiver receiver, long stored, DestinationChecker checker) {
    kinds
        .computeIfAbsent(receiver.format(), _ -> new Figures())
        .add(receiver.isWell(), stored, checker);
  }

  /** Messages that the receivers of a kind accepted. */
  long accepted(MessageFormat kind) {
    Figures figures = kinds.get(kind);
    return figures == null ? 0 : figures.accepted;
  }

  String page() {
    return Stream.of(
            Stream.of("# Deliveries in the last soak", ""),
            about.entrySet().stream().map(one -> "- " + one.getKey() + ": " + one.getValue()),
            Stream.of("", HEAD.strip()),
            kinds.entrySet().stream().map(one -> one.getValue().row(name(one.getKey()))),
            Stream.of("", "Repeats by what explains them:", ""),
            kinds.entrySet().stream()
                .filter(one -> !one.getValue().repeats.isEmpty())
                .map(one -> "- " + one.getValue().explained(name(one.getKey()))))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String name(MessageFormat kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  void write(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.writeString(file, page());
    }
  }
}

package io.coinpanel.systemtests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A file of the repository, read as text. */
record Document(String text) {

  private static final Pattern CELLS = Pattern.compile(" \\| ");

  /** Reads a file by its path from the repository's root. */
  static Document of(String path) throws IOException {
    return new Document(Files.readString(Path.of("..", path)));
  }

  /** From a heading to the next one of its kind. */
  Document chapter(String heading) {
    int from = text.indexOf("## " + heading + "\n");
    if (from < 0) {
      throw new AssertionError("no chapter " + heading);
    }
    int to = text.indexOf("\n## ", from);
    return new Document(to < 0 ? text.substring(from) : text.substring(from, to));
  }

  /** The rows of its tables, cell by cell, without their heads. */
  List<List<String>> rows() {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.asList(CELLS.split(line.substring(2, line.length() - 2))))
        .toList();
  }

  /** Everything that the pattern's first group finds. */
  SortedSet<String> all(String pattern) {
    TreeSet<String> found = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(one -> found.add(one.group(1)));
    return found;
  }
}

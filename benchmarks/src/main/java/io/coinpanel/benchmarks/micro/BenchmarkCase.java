package io.coinpanel.benchmarks.micro;

import java.util.List;
import java.util.Map;

/**
 * A benchmark of JMH with its parameters.
 *
 * @param name what the names of its figures begin with: the command's name, a dot and the part's
 * @param methods a regular expression
 * @param parameters values of parameters beside the size
 * @param sizeName the parameter that is its size; of no meaning without sizes
 */
public record BenchmarkCase(
    String name,
    Class<?> benchmark,
    String methods,
    Map<String, List<String>> parameters,
    String sizeName,
    List<Long> sizes) {

  /** What it is called on the command line. */
  public String part() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** A regular expression of the benchmarks' full names. */
  String include() {
    return benchmark.getName().replace(".", "\\.") + "\\.(" + methods + ")$";
  }

  /** The sizes up to the largest, and the smallest in any case. */
  String[] sizes(long largest) {
    return sizes.stream()
        .filter(size -> size <= largest || size.equals(sizes.getFirst()))
        .map(String::valueOf)
        .toArray(String[]::new);
  }
}

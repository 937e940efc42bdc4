package io.coinpanel.testkit.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/** A worked example: the trades of a path (see {@link Replay}) that are notified, by their ids. */
record Example(String name, Terms terms, String path, List<Long> fires) {

  static Example example(String name, Condition condition, String path, long... fires) {
    return example(name, Terms.of(condition), path, fires);
  }

  static Example example(String name, Terms terms, String path, long... fires) {
    return new Example(name, terms, path, Arrays.stream(fires).boxed().toList());
  }

  void check() {
    assertThat(Replay.of(terms, path).ids()).as("%s on %s", terms, path).isEqualTo(fires);
  }

  @Override
  public String toString() {
    return name + ": " + path;
  }
}

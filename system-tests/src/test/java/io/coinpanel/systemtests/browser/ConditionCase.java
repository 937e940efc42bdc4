package io.coinpanel.systemtests.browser;

import java.util.Map;
import java.util.Map.Entry;

/**
 * A condition as a person sets and changes it.
 *
 * @param choice the value of its button
 * @param typed what is filled in, by label
 * @param row what its row says after the symbol's name
 * @param stored its stored parameters
 * @param changed what is changed later
 */
record ConditionCase(
    String symbol,
    String choice,
    Map<String, String> typed,
    String row,
    String stored,
    Entry<String, String> changed,
    String changedRow,
    String changedStored) {

  /** A list's choice, not a text. */
  static boolean isList(String label) {
    return label.equals("When it counts") || label.equals("Bar") || label.equals("Steps of");
  }

  @Override
  public String toString() {
    return choice + " " + typed.values();
  }
}

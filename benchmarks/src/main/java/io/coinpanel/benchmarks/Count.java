package io.coinpanel.benchmarks;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many of a thing are measured: at least one, and no more than a run can end with. */
public final class Count implements ITypeConverter<Integer> {

  private static final int MOST = 1_000_000;

  @Override
  public Integer convert(String value) {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= MOST) {
        return count;
      }
    } catch (NumberFormatException notOne) {
      // It is refused like a number that is out of range.
    }
    throw new TypeConversionException("'" + value + "' is not a whole number from 1 to " + MOST);
  }
}

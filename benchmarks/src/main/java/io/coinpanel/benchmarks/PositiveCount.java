package io.coinpanel.benchmarks;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A positive count with an upper bound. */
public final class PositiveCount implements ITypeConverter<Integer> {

  private static final int MAX = 1_000_000;

  @Override
  public Integer convert(String value) {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= MAX) {
        return count;
      }
    } catch (NumberFormatException notOne) {
      // It is rejected like a number out of range.
    }
    throw new TypeConversionException("'" + value + "' is not a whole number from 1 to " + MAX);
  }
}

package io.coinpanel.cli.alert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration in whole seconds, as people type it: 90, 90s, 5m, 1h, 1d. */
public final class DurationConverter implements ITypeConverter<Integer> {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,10})([smhd]?)");

  @Override
  public Integer convert(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long seconds = Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
      if (seconds <= Integer.MAX_VALUE) {
        return (int) seconds;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not a duration: use seconds, or 90s, 5m, 1h, 1d.");
  }

  private static int unit(String letter) {
    return switch (letter) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      default -> 1;
    };
  }
}

package io.coinpanel.cli.session;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option that names a session. */
public final class SessionNameConverter implements ITypeConverter<SessionName> {

  @Override
  public SessionName convert(String text) {
    return SessionName.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is not a valid session name: use letters, digits, '.', '-' and '_'."));
  }
}

package io.coinpanel.cli.alert;

import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The saved sessions a command applies to. */
final class SessionSelection {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description = "Only this saved session (default: all).")
  private @Nullable String name;

  /** All, unless one was named. */
  List<SessionName> from(Sessions sessions) throws IOException {
    return name == null ? sessions.names() : List.of(named(name));
  }

  private SessionName named(String text) {
    return SessionName.parse(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "'"
                        + text
                        + "' is not a valid session name: use letters, digits, '.', '-' and '_'."));
  }
}

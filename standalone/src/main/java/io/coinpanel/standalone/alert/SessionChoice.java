package io.coinpanel.standalone.alert;

import io.coinpanel.standalone.session.SessionName;
import io.coinpanel.standalone.session.Sessions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The remembered sessions that a command is about. */
final class SessionChoice {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description = "Only this remembered session (all of them).")
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
                    "'" + text + "' is no session name: letters, digits, '.', '-' and '_'."));
  }
}

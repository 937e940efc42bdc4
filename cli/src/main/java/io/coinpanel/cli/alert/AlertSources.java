package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Credential;
import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.SessionNameConverter;
import io.coinpanel.cli.session.Sessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say whose alerts a command is about: an account's, or those of saved sessions. */
final class AlertSources {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      converter = SessionNameConverter.class,
      description = "Only this saved session (default without an account: all).")
  private @Nullable SessionName session;

  List<AlertSource> from(Sessions sessions, ServerOptions server) throws IOException {
    SessionName name = session;
    if (name != null && server.isExplicit()) {
      throw invalid("--session is for anonymous watches, not for --key or --local.");
    }
    if (name != null) {
      return saved(sessions, List.of(name));
    }
    Optional<Credential> account = server.credential();
    return account.isPresent()
        ? List.of(new AlertSource.OfAccount(server.address(), account.get()))
        : saved(sessions, sessions.names());
  }

  private static List<AlertSource> saved(Sessions sessions, List<SessionName> names)
      throws IOException {
    List<AlertSource> saved = new ArrayList<>();
    for (SessionName name : names) {
      Optional<SavedSession> found = sessions.read(name);
      found.ifPresent(one -> saved.add(new AlertSource.OfSession(sessions, name, one)));
    }
    return saved;
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }
}

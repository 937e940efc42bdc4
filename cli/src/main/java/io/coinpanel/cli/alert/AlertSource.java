package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Credential;
import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.CommandFailedException;
import io.coinpanel.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Whose alerts a command is about. */
sealed interface AlertSource {

  /**
   * The replies.
   *
   * @return empty if there are none, after the user has been informed
   */
  Optional<List<Received.Message>> ask(AlertRequest request, Terminal terminal)
      throws IOException, InterruptedException;

  /** The name of the saved session; empty for accounts. */
  String sessionName();

  /** An account. */
  record OfAccount(URI url, Credential credential) implements AlertSource {

    @Override
    public Optional<List<Received.Message>> ask(AlertRequest request, Terminal terminal)
        throws InterruptedException {
      return switch (request.send(url, credential)) {
        case AlertResponse.Success(List<Received.Message> replies) -> Optional.of(replies);
        case AlertResponse.NotIdentified(String message) ->
            throw CommandFailedException.refused(credential.rejected(message));
        case AlertResponse.Rejected rejected -> throw rejected.toException();
        case AlertResponse.NoResponse(String why) ->
            throw new CommandFailedException(
                "No CoinPanel server responds at "
                    + url
                    + " ("
                    + why
                    + "); start it with ./coinpanel start or ./coinpanel demo.");
      };
    }

    @Override
    public String sessionName() {
      return "";
    }
  }

  /** The anonymous connection of a saved session. */
  record OfSession(Sessions sessions, SessionName name, SavedSession session)
      implements AlertSource {

    @Override
    public Optional<List<Received.Message>> ask(AlertRequest request, Terminal terminal)
        throws IOException, InterruptedException {
      return switch (request.send(sessions, name, session)) {
        case AlertResponse.Success(List<Received.Message> replies) -> Optional.of(replies);
        case AlertResponse.NotIdentified(String _) -> {
          sessions.deleteUnlessInUse(name);
          yield Optional.of(List.of());
        }
        case AlertResponse.Rejected(String _, String message) -> {
          terminal.printMessage("Session " + name + " cannot be used: " + message + ".");
          yield Optional.empty();
        }
        case AlertResponse.NoResponse(String why) -> {
          terminal.printMessage(
              "No CoinPanel server responds at "
                  + session.url()
                  + " for session "
                  + name
                  + " ("
                  + why
                  + "); start it with ./coinpanel start or ./coinpanel demo.");
          yield Optional.empty();
        }
      };
    }

    @Override
    public String sessionName() {
      return name.text();
    }
  }
}

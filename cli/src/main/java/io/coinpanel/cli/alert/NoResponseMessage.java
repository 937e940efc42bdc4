package io.coinpanel.cli.alert;

import io.coinpanel.cli.session.SavedSession;
import io.coinpanel.cli.session.SessionName;

/** Message when a saved session's server does not respond. */
final class NoResponseMessage {

  private NoResponseMessage() {}

  static String sentence(SessionName name, SavedSession session, String why) {
    return "No CoinPanel server responds at "
        + session.url()
        + " for session "
        + name
        + " ("
        + why
        + "); start it with ./coinpanel start or ./coinpanel demo.";
  }
}

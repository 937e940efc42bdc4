package io.coinpanel.standalone.alert;

import io.coinpanel.standalone.session.Remembered;
import io.coinpanel.standalone.session.SessionName;

/** What is said when a remembered session's server does not answer. */
final class Unanswered {

  private Unanswered() {}

  static String sentence(SessionName name, Remembered session, String why) {
    return "No CoinPanel answers at "
        + session.url()
        + " for session "
        + name
        + " ("
        + why
        + "); start it with ./coinpanel start or ./coinpanel demo.";
  }
}

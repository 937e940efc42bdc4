package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.request.RequestFields;
import java.util.EnumSet;
import java.util.Set;

/** Reads the scopes that a request names. */
final class ScopeFields {

  private static final String SCOPES = "scopes";

  private ScopeFields() {}

  /** At least one. */
  static Set<Scope> read(RequestFields fields) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    fields.texts(SCOPES).forEach(text -> scopes.add(scope(text)));
    if (scopes.isEmpty()) {
      throw Problem.ofField(SCOPES, "must be a list of scopes").toException();
    }
    return scopes;
  }

  private static Scope scope(String text) {
    return Scope.parse(text)
        .orElseThrow(() -> Problem.ofField(SCOPES, "unknown scope \"" + text + "\"").toException());
  }
}

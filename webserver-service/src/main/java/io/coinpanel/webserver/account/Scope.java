package io.coinpanel.webserver.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a credential may do. */
public enum Scope {
  SUBSCRIPTIONS_READ("subscriptions:read"),
  SUBSCRIPTIONS_WRITE("subscriptions:write"),
  DESTINATIONS("destinations"),
  ADMIN("admin");

  /** All that concerns the own account. */
  static final Set<Scope> OWN_ACCOUNT =
      Set.of(SUBSCRIPTIONS_READ, SUBSCRIPTIONS_WRITE, DESTINATIONS);

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** As clients and the tables name it. */
  public String text() {
    return text;
  }

  static Optional<Scope> parse(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  /** The known ones. */
  static Set<Scope> parseAll(Collection<String> texts) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    texts.forEach(text -> parse(text).ifPresent(scopes::add));
    return scopes;
  }

  /** In a fixed order. */
  static List<String> texts(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::text).toList();
  }
}

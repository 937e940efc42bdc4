package io.coinpanel.cli.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which account a client is. */
public sealed interface Credential {

  /** The account of a key. */
  record Key(String text) implements Credential {
    /** Omits the key. */
    @Override
    public String toString() {
      return "the account of the key";
    }
  }

  /** The account {@code local} of a server on the same machine, which needs no key. */
  record Local() implements Credential {
    @Override
    public String toString() {
      return "account local";
    }
  }

  /** The command that makes a socket one of the account. */
  default Map<String, Object> command(String ref) {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("type", "authenticate");
    command.put("ref", ref);
    if (this instanceof Key(String text)) {
      command.put("token", text);
    }
    return command;
  }

  /** What to say when a server rejects it. */
  default String rejected(String reason) {
    return switch (this) {
      case Key _ -> "The server does not accept the key: " + reason + ".";
      case Local _ -> "The server does not accept account local: " + reason + "; use a key.";
    };
  }
}

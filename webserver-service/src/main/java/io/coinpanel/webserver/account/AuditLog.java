package io.coinpanel.webserver.account;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of accounts, keys and access; never with a secret. */
final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.coinpanel.audit");

  void record(AccountPrincipal actor, String change, String subject) {
    record(actor.accountId() + " by " + describe(actor.credential()), change, subject);
  }

  private static String describe(Credential credential) {
    return switch (credential) {
      case Credential.ApiKey key -> "key " + key.id();
      case Credential.Session session -> "session " + session.id();
      case Credential.Jwt _ -> "JWT";
      case Credential.Local _ -> "local access";
    };
  }

  void record(String actor, String change, String subject) {
    LOG.info("{}: {} ({})", change, inOneLine(subject), inOneLine(actor));
  }

  void debug(String event, String subject) {
    LOG.debug("{}: {}", event, inOneLine(subject));
  }

  /** Names are chosen by others. */
  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}

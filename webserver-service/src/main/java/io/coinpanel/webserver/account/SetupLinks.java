package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.PublicUrl;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.secret.RandomToken;
import io.coinpanel.webserver.secret.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.transaction.support.TransactionOperations;

/** One-time links at which a person sets the password of an account. */
final class SetupLinks {

  private static final Duration LIFETIME = Duration.ofHours(24);

  private final SetupLinkRows rows;
  private final TransactionOperations transactions;
  private final PublicUrl publicUrl;
  private final SecureRandom random;
  private final InstantSource clock;

  SetupLinks(
      SetupLinkRows rows,
      TransactionOperations transactions,
      PublicUrl publicUrl,
      SecureRandom random,
      InstantSource clock) {
    this.rows = rows;
    this.transactions = transactions;
    this.publicUrl = publicUrl;
    this.random = random;
    this.clock = clock;
  }

  /** A link that the sender of the request can open. */
  String create(AccountRow account, ReceivedRequest request) {
    return publicUrl.of(request) + path(account);
  }

  /** A link for the log; the server's address is added if it is known. */
  String create(AccountRow account) {
    return publicUrl.orPath() + path(account);
  }

  /** The token is in the fragment, which no server or proxy on the way sees. */
  private String path(AccountRow account) {
    String token = RandomToken.of(random);
    Instant now = clock.instant();
    transactions.executeWithoutResult(
        status -> {
          rows.deleteExpired(now);
          rows.save(new SetupLinkRow(Sha256.of(token), account, now.plus(LIFETIME)));
        });
    return "/sign-in#setup=" + token;
  }
}

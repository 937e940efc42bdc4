package io.coinpanel.webserver.account;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what has ended: sessions, setup links, and deleted accounts that own nothing any more.
 */
final class CredentialCleaner {

  private static final String DELETED_ACCOUNTS =
      """
      delete from account
      where deleted_at is not null
        and not exists (select from subscription where owner_id = account.id)
        and not exists (select from notification where owner_id = account.id)
      """;

  private final AccountStores stores;
  private final SetupLinkRows setupLinks;
  private final JdbcClient database;
  private final InstantSource clock;

  CredentialCleaner(
      AccountStores stores, SetupLinkRows setupLinks, JdbcClient database, InstantSource clock) {
    this.stores = stores;
    this.setupLinks = setupLinks;
    this.database = database;
    this.clock = clock;
  }

  void doWork() {
    Instant now = clock.instant();
    stores
        .transactions()
        .executeWithoutResult(
            status -> {
              stores.sessions().endUnused(now.minus(WebSessionRow.LIFETIME));
              setupLinks.deleteExpired(now);
              database.sql(DELETED_ACCOUNTS).update();
            });
  }
}

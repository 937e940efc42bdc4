package io.coinpanel.webserver.subscription;

/**
 * Keeps what notifications show of a subscription before it gets another revision. Part of the
 * statement that gives it one.
 */
final class SubscriptionArchive {

  private static final String ARCHIVE =
      """
      archived as (
        insert into subscription_revision (
          subscription_id, revision, condition, threshold, lower, upper, percent, amount,
          within_seconds, from_price, rearm, hold_seconds, bar, name, note, replaced_at
        )
        select
          id, revision, condition, threshold, lower, upper, percent, amount,
          within_seconds, from_price, rearm, hold_seconds, bar, name, note, now()
        from subscription
        where id in (%s)
        on conflict do nothing
      ),
      """;

  /** Of those of a query {@code paused} before it. */
  static final String OF_PAUSED = ARCHIVE.formatted("select id from paused");

  /** Of the one that is the first parameter. */
  static final String OF_ONE = ARCHIVE.formatted("?");

  private SubscriptionArchive() {}
}

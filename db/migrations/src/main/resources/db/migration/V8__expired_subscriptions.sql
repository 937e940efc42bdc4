-- A new leader still judges subscriptions that have expired on the trades between their symbol's trade
-- cursor and their expiry.
create index subscription_expired on subscription (symbol, expires_at)
  where end_reason = 'expired' and ended_as = 'finished';

-- What ingestion stores beside notifications: how subscriptions ended or were paused, whether symbols
-- are in sight, and prices for those who look at them.

-- Ends under terms that may have changed ------------------------------------------------------------

alter table subscription_change
  add column end_reason text,
  add column revision integer,
  add column expires_at timestamptz,
  add column paused_at timestamptz,
  add constraint subscription_change_end_reason check (end_reason in ('fired', 'expired'));
comment on column subscription_change.revision is 'The revision that has fired once.';
comment on column subscription_change.expires_at is 'The expiry that has passed.';
comment on column subscription_change.paused_at is 'When its owner had no notifications left for the hour.';

-- Expiries are known to the millisecond.
create function is_over(s subscription, reason text, revision integer, expires_at timestamptz)
returns boolean language sql stable as $$
  select case reason
    when 'fired' then
      s.repeat = 'once' and s.baseline_revision <= revision and s.paused_at is null
    when 'expired' then s.expires_at < expires_at + interval '1 millisecond'
    else true
  end is true
$$;
comment on function is_over is 'Whether a subscription that was to end under earlier terms ends under those of now: an update may have given it a new baseline, more time, or repetition.';

-- Budgets -------------------------------------------------------------------------------------------

create table notification_budget (
  owner_id      bigint primary key,
  hour          timestamptz not null,
  notifications bigint not null
) with (fillfactor = 80);
comment on table notification_budget is 'Notifications of an owner in an hour, written each tenth of the limit: a restart of ingestion counts on from there. No foreign key, as its check would wait for a locked owner.';

-- Blindness -----------------------------------------------------------------------------------------

create table symbol_feed (
  symbol         text primary key references symbol (name),
  state          text not null,
  since          timestamptz not null,
  after_trade_id bigint,
  found          bigint,
  missing        bigint,
  changed_at     timestamptz not null default now(),
  changed_in     xid8 not null default pg_current_xact_id(),
  constraint symbol_feed_state check (state in ('stale', 'ok')),
  constraint symbol_feed_counts_when_ok check (
    case state when 'ok' then num_nulls(found, missing) = 0 else num_nulls(found, missing) = 2 end)
) with (fillfactor = 80);
comment on table symbol_feed is 'Watched symbols whose trades ingestion cannot see, or could not: written only on changes. Without a row, or with ok, a symbol is in sight while ingestion is there (leadership.whole_until).';
comment on column symbol_feed.since is 'Since when trades may be out of sight, also when it is ok again.';
comment on column symbol_feed.after_trade_id is 'The last trade before, null without one.';
comment on column symbol_feed.found is 'Trades that history had.';
comment on column symbol_feed.missing is 'Trades that could not be had.';
create index symbol_feed_by_change on symbol_feed (changed_in);

-- Prices --------------------------------------------------------------------------------------------

alter table last_trade
  add column seconds bigint not null default 0,
  add column close numeric(20,8),
  add column close_time timestamptz,
  add column high numeric(20,8),
  add column low numeric(20,8),
  add column previous_high numeric(20,8),
  add column previous_low numeric(20,8);
comment on column last_trade.seconds is 'How many seconds with trades have been stored: close, high and low are those of the last one, previous_high and previous_low of the one before. Trade cursors stored in between do not change them.';

create table price_watch (
  symbol       text not null references symbol (name),
  webserver_id uuid not null references webserver (id) on delete cascade,
  asked_since  timestamptz not null default now(),
  asked_until  timestamptz not null,
  primary key (symbol, webserver_id)
) with (fillfactor = 50);
comment on table price_watch is 'Symbols whose prices sockets ask for. Without subscriptions the first 100 of them are watched until then.';

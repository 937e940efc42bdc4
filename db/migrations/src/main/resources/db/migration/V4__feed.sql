-- What ingestion stores beside notifications: how subscriptions ended.

-- Ends under terms that may have changed ------------------------------------------------------------

alter table subscription_change
  add column end_reason text,
  add column revision integer,
  add column expires_at timestamptz,
  add constraint subscription_change_end_reason check (end_reason in ('fired', 'expired'));
comment on column subscription_change.revision is 'The revision that has fired once.';
comment on column subscription_change.expires_at is 'The expiry that has passed.';

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

-- Who may do what, renewed after each migration. The roles are optional: where they do not exist,
-- one role owns and does everything. They are created by docker/roles, with the owner as a member
-- of coinpanel_ingestion.
--
-- Ingestion writes symbol, last_trade, activation, notification and leadership, and finishes
-- subscriptions; the webserver writes webserver, owner, connection, account and its credentials,
-- subscription, subscription_count, the counts of notifications, answers to requests, and destinations
-- with their deliveries. A new table or column is granted here to whoever writes it.
do $$
declare
  part regclass;
begin
  -- Several services may migrate at once.
  perform pg_advisory_xact_lock(x'636f696e00000010'::bigint);

  if to_regrole('coinpanel_ingestion') is not null then
    grant select on flyway_schema_history to coinpanel_ingestion;
    grant select, insert, update (base_asset, quote_asset, trading, refreshed_at)
      on symbol to coinpanel_ingestion;
    grant select, insert, update, delete on last_trade to coinpanel_ingestion;
    grant select, insert on activation to coinpanel_ingestion;
    grant select, update (leader, since, batch, whole_until) on leadership to coinpanel_ingestion;
    grant select, update (
        last_fired_at, ended_at, ended_as, end_reason, paused_at, pause_reason, changed_in)
      on subscription to coinpanel_ingestion;
    grant select, insert, delete, update (
        last_fired_at, ended_at, end_reason, revision, expires_at, paused_at)
      on subscription_change to coinpanel_ingestion;
    grant select on connection to coinpanel_ingestion;
    grant select, update (dropped_id) on owner to coinpanel_ingestion;
    grant select, insert on owner_event to coinpanel_ingestion;
    grant select, insert, update, delete on notification_budget, symbol_feed, matching_state
      to coinpanel_ingestion;
    grant select on price_watch to coinpanel_ingestion;
    grant select, insert, delete on notification to coinpanel_ingestion;
    -- It ends subscriptions.
    grant select, insert on subscription_count_change to coinpanel_ingestion;

    -- It attaches, detaches and drops the days of its table, which only an owner may: detaching
    -- concurrently is not possible inside a function that would do it in the owner's name.
    if pg_has_role('coinpanel_ingestion', 'set') then
      execute format('grant usage, create on schema %I to coinpanel_ingestion', current_schema());
      for part in
        select relid from pg_partition_tree('notification') join pg_class on oid = relid
        where relowner <> to_regrole('coinpanel_ingestion')
      loop
        execute format('alter table %s owner to coinpanel_ingestion', part);
      end loop;
    end if;
  end if;

  if to_regrole('coinpanel_webserver') is not null then
    grant select on flyway_schema_history, symbol, last_trade, activation, notification
      to coinpanel_webserver;
    grant select, insert, delete, update (seen_at) on webserver to coinpanel_webserver;
    grant select, insert, delete, update (webserver_id, gone_at, ended_at, confirmed_id)
      on connection to coinpanel_webserver;
    grant select, insert, delete, update (shard) on owner to coinpanel_webserver;
    -- Nothing is updated, but rows cannot be locked without.
    grant select, insert, delete, update (changed_at) on owner_event to coinpanel_webserver;
    grant select, insert, delete, update (
        name, admin, password_hash, max_subscriptions, seen_notification_id, disabled_at, deleted_at)
      on account to coinpanel_webserver;
    grant select, insert, delete, update (last_used_at, revoked_at) on api_key to coinpanel_webserver;
    grant select, insert, delete, update (used_at) on web_session to coinpanel_webserver;
    grant select, insert, delete on setup_link to coinpanel_webserver;
    -- All but what only ingestion knows.
    grant select, insert, delete, update (
        revision, baseline_revision, name, note, destinations, condition, threshold, lower, upper, percent,
        amount, within_seconds, from_price, rearm, hold_seconds, bar, repeat, cooldown_seconds, expires_at,
        paused_at, pause_reason, last_fired_at, ended_at, ended_as, end_reason, changed_in)
      on subscription to coinpanel_webserver;
    grant select, insert, delete on subscription_revision to coinpanel_webserver;
    -- It deletes subscriptions, and their activations with them.
    grant delete on activation to coinpanel_webserver;
    grant select on subscription_change to coinpanel_webserver;
    grant select on symbol_feed to coinpanel_webserver;
    grant select (whole_until) on leadership to coinpanel_webserver;
    grant select, insert, delete, update (asked_until) on price_watch to coinpanel_webserver;
    grant select, insert, delete, update (live) on subscription_count to coinpanel_webserver;
    grant select, insert, delete on subscription_count_change to coinpanel_webserver;
    -- It gives a connection its id long before it stores it.
    execute format(
      'grant usage on sequence %s to coinpanel_webserver',
      pg_get_serial_sequence('owner', 'id'));
    grant select, insert, delete, update (notifications, last_notified_at)
      on notification_count to coinpanel_webserver;
    grant select, update (notification_id) on counted_notification to coinpanel_webserver;
    grant select, insert, delete, update (
        body_hash, attempt, created_at, status, subscription_id, revision, answer)
      on idempotency_key to coinpanel_webserver;
    grant select, insert, delete, update (
        name, enabled, is_default, address, secrets, priority, time_zone, quiet_from, quiet_to,
        max_age_seconds, note_template, confirmed_at, chat_id, muted_until, feed_events, heartbeat_at,
        heartbeat_zone, heartbeat_due)
      on destination to coinpanel_webserver;
    grant select, insert, update, delete on delivery_state, delivery_attempt, redelivery, scheduled_tasks
      to coinpanel_webserver;
    grant select, update (notification_id) on dispatch to coinpanel_webserver;
    grant select, insert, delete, update (code_hash, expires_at, address)
      on confirmation to coinpanel_webserver;
    grant select, insert, update, delete on telegram_bot, telegram_slot to coinpanel_webserver;
    grant select on usable_destination to coinpanel_webserver;
    grant select, insert, update, delete on notice, blind_symbol, blind_destination to coinpanel_webserver;
    grant select, insert, update (mails), delete on confirmation_mail to coinpanel_webserver;
    grant select, insert, update (token_hash), delete on unsubscribe_link to coinpanel_webserver;
  end if;
end
$$;

-- A client is shown the newest of its finished subscriptions, however many there were.
create index subscription_finished on subscription (connection_id, id) where ended_as = 'finished';

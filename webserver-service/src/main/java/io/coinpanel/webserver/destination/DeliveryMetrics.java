package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.Attempt.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Metrics of deliveries: of this webserver's attempts, and of the state of all destinations. */
final class DeliveryMetrics {

  private static final String STATE =
      """
      select
        count(*) filter (where s.disabled_at is not null),
        coalesce(extract(epoch from ?::timestamptz - min(s.behind_since) filter (
          where s.wanted_id > s.done_id and s.disabled_at is null and usable.id is not null
            and d.time_zone is null and coalesce(d.muted_until <= now(), true))), 0)::bigint
      from delivery_state s
      join destination d on d.id = s.destination_id
      join account a on a.id = d.account_id and a.disabled_at is null
      left join usable_destination usable on usable.id = d.id
      """;

  private final MeterRegistry registry;
  private final AtomicLong disabled = new AtomicLong();
  private final AtomicLong behind = new AtomicLong();

  DeliveryMetrics(MeterRegistry registry, Senders senders) {
    this.registry = registry;
    for (DestinationKind kind : senders.kinds()) {
      for (Result result : Result.values()) {
        attempts(kind, result);
      }
    }
    Gauge.builder("coinpanel.webserver.destinations.disabled", disabled, AtomicLong::get)
        .description("Disabled destinations")
        .register(registry);
    Gauge.builder("coinpanel.webserver.destinations.behind", behind, AtomicLong::get)
        .baseUnit("seconds")
        .description("For how long a destination has had undelivered notifications")
        .register(registry);
  }

  private Counter attempts(DestinationKind kind, Result result) {
    return registry.counter(
        "coinpanel.webserver.deliveries", "kind", kind.wireName(), "outcome", result.wireName());
  }

  void attempted(DestinationKind kind, Result result) {
    attempts(kind, result).increment();
  }

  /** Reads the state of all destinations. */
  void refresh(JdbcClient database, InstantSource clock) {
    database
        .sql(STATE)
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              disabled.set(row.getLong(1));
              behind.set(row.getLong(2));
            });
  }
}

package io.coinpanel.benchmarks.deliveries;

import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.standalone.runtime.Ports;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The CPU of a webserver that has nothing to do, with and without webhooks that are down. */
final class DownWebhooks {

  private static final int BACKLOG = 10;

  /** What a server does once after its start is over. */
  private static final Duration SETTLE_TIME = Duration.ofSeconds(10);

  // The next attempt is after five minutes.
  private static final String HAVE_FAILED_TWICE =
      """
      select count(*)
      from delivery_state s
      join scheduled_tasks t on t.task_instance = s.destination_id::text and not t.picked
      where s.failures >= 2
      """;

  /** As if they had been down for three hours, each since another moment. */
  private static final String GROW_OLD =
      """
      with old as (
        update delivery_state
        set
          failures = 5,
          failing_since = now() - interval '3 hours',
          next_attempt_at = now() + random() * interval '5 hours'
        where failures > 0
        returning destination_id, next_attempt_at
      )
      update scheduled_tasks t
      set execution_time = old.next_attempt_at, version = version + 1
      from old
      where t.task_instance = old.destination_id::text
      """;

  private static final String ATTEMPTS = "select sum(attempts) from delivery_state";

  private final WebhookScenario scenario;
  private final int seconds;

  DownWebhooks(WebhookScenario scenario, int seconds) {
    this.scenario = scenario;
    this.seconds = seconds;
  }

  Figure withoutAny() throws InterruptedException {
    Thread.sleep(SETTLE_TIME);
    return idle("deliveries.idle.cpu");
  }

  List<Figure> with(String symbol, int webhooks) throws IOException, InterruptedException {
    scenario.add(symbol, webhooks, BACKLOG, URI.create("http://127.0.0.1:" + Ports.free()));
    ServiceProcess webserver = scenario.webserver();
    scenario.reset(symbol);
    Thread.sleep(SETTLE_TIME);
    Duration before = webserver.cpu();
    scenario.cross(symbol);
    scenario.await(() -> count(HAVE_FAILED_TWICE) >= webhooks);
    double failing = webserver.cpu().minus(before).toNanos() / 1e9;
    int aged = scenario.database().sql(GROW_OLD).update();
    if (aged != webhooks) {
      throw new IllegalStateException(aged + " of " + webhooks + " wait");
    }
    Thread.sleep(SETTLE_TIME);
    long attempts = count(ATTEMPTS);
    Figure idle = idle("deliveries.down.cpu");
    double perSecond = (count(ATTEMPTS) - attempts) / (double) seconds;
    return List.of(
        Figure.lower("deliveries.down.first", "CPU s", failing).at(webhooks),
        idle.at(webhooks),
        Figure.lower("deliveries.down.attempts", "attempts/s", perSecond).at(webhooks));
  }

  private Figure idle(String name) throws InterruptedException {
    ServiceProcess webserver = scenario.webserver();
    Duration before = webserver.cpu();
    Thread.sleep(Duration.ofSeconds(seconds));
    double millis = webserver.cpu().minus(before).toNanos() / 1e6;
    return Figure.lower(name, "CPU ms/s", millis / seconds);
  }

  private long count(String query) {
    return scenario.database().sql(query).query(Long.class).single();
  }
}

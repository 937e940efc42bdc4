package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import org.springframework.context.SmartLifecycle;

/** Starts deliveries once there are tables, and ends them before what they need ends. */
final class DeliveryLifecycle implements SmartLifecycle {

  private final DeliveryTasks tasks;
  private final BackgroundTask starting;

  DeliveryLifecycle(DeliveryTasks tasks, DatabaseTime time, SchemaReadiness schema) {
    this.tasks = tasks;
    this.starting =
        BackgroundTask.once(
            "start of deliveries",
            schema.before(
                () -> {
                  time.read();
                  tasks.start();
                }));
  }

  @Override
  public void start() {
    starting.start();
  }

  @Override
  public void stop() {
    starting.stop();
    tasks.stop();
  }

  @Override
  public boolean isRunning() {
    return starting.isRunning();
  }

  /** Above the commits, which end later. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 5_000;
  }
}

package io.coinpanel.webserver.destination;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.database.DeliveryPool;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.destination.TakeDestinations.Claim;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs deliveries: a scheduled task for each destination that has something to do, on one webserver
 * at a time.
 */
final class DeliveryTasks {

  /** The name in {@code scheduled_tasks}; the instance is the id of the destination. */
  static final String TASK = "delivery";

  /**
   * The version of a new task. No earlier one of its destination had it, as every change of a
   * version took a transaction.
   */
  static final String NEW_VERSION = "pg_current_xact_id()::text::bigint";

  /** The name and the instance of the task that reads what people write to the bot. */
  private static final String TELEGRAM = "telegram";

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTasks.class);

  /** Each waits for a receiver most of the time. */
  private static final int AT_ONCE = 500;

  private static final double FETCH_BELOW = 0.5;
  private static final Duration POLLING = Duration.ofSeconds(1);

  /** A sender that is lost is replaced after four missed ones. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);
  private static final Duration AFTER_BUG = Duration.ofMinutes(1);

  /** Twice: to end by themselves, and after they were interrupted. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(2);

  private final DeliverySchedule schedule;
  private final TakeDestinations taking = new TakeDestinations();
  private final DeliveryRun.Environment environment;
  private final InstantSource clock;
  private final Scheduler scheduler;

  DeliveryTasks(
      DeliveryPool pool,
      InstanceId instance,
      DeliveryRun.Environment environment,
      @Nullable TelegramPoller telegram) {
    this.environment = environment;
    this.clock = environment.clock();
    this.schedule = new DeliverySchedule(pool.database(), clock);
    CustomTask<Void> task =
        Tasks.custom(TASK, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_BUG))
            .execute(this::execute);
    List<CustomTask<Void>> atStart =
        telegram == null ? List.of() : List.of(polling(telegram, clock));
    scheduler =
        Scheduler.create(pool.source(), task)
            .startTasks(atStart)
            .schedulerName(new SchedulerName.Fixed(instance.id().toString()))
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
            .threads(AT_ONCE)
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .pollUsingLockAndFetch(FETCH_BELOW, 1.0)
            .pollingInterval(POLLING)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(SHUTDOWN)
            .failureLogging(LogLevel.ERROR, true)
            .enableImmediateExecution()
            .clock(clock::instant)
            .build();
  }

  /** Reads updates of Telegram, on one webserver at a time and as long as there is one. */
  private static CustomTask<Void> polling(TelegramPoller telegram, InstantSource clock) {
    return Tasks.custom(TELEGRAM, Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_OUTAGE))
        .scheduleOnStartup(TELEGRAM, null, now -> now)
        .execute((instance, context) -> again(poll(telegram, context, clock)));
  }

  private static Instant poll(
      TelegramPoller telegram, ExecutionContext context, InstantSource clock) {
    try {
      return telegram.poll(() -> context.getSchedulerState().isShuttingDown());
    } catch (InterruptedException shutdown) {
      // Not interrupted again: the task is still to be stored.
      return clock.instant();
    } catch (RuntimeException e) {
      if (OutageClassifier.isOutage(e)) {
        LOG.debug("Telegram updates: the database is unreachable, retrying", e);
        return clock.instant().plus(AFTER_OUTAGE);
      }
      LOG.error("reading Telegram updates failed (bug), retrying", e);
      return clock.instant().plus(AFTER_BUG);
    }
  }

  void start() {
    scheduler.start();
  }

  void stop() {
    scheduler.stop();
  }

  /** Looks at once what is to be done. */
  void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  private CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
    long destination = Long.parseLong(instance.getId());
    try {
      Claim claim = new Claim(destination, context.getExecution().version);
      var taken = environment.commits().commit(taking, claim);
      if (taken.isEmpty()) {
        return (complete, operations) -> end(destination, operations);
      }
      DeliveryRun run = new DeliveryRun(environment, taken.get());
      var outcome = run.run(() -> context.getSchedulerState().isShuttingDown());
      return outcome
          .next()
          .<CompletionHandler<Void>>map(
              next -> (complete, operations) -> pause(destination, next, complete, operations))
          .orElse((complete, operations) -> end(destination, operations));
    } catch (InterruptedException shutdown) {
      // Not interrupted again: the task is still to be stored.
      return again(clock.instant());
    } catch (RuntimeException e) {
      if (e instanceof UnavailableException || OutageClassifier.isOutage(e)) {
        LOG.debug("destination {}: the database is unreachable, retrying", destination, e);
        return again(clock.instant().plus(AFTER_OUTAGE));
      }
      LOG.error("destination {}: a delivery failed (bug), retrying", destination, e);
      return again(clock.instant().plus(AFTER_BUG));
    }
  }

  private static CompletionHandler<Void> again(Instant at) {
    return (complete, operations) -> operations.reschedule(complete, at);
  }

  private void pause(
      long destination,
      Instant next,
      ExecutionComplete complete,
      ExecutionOperations<Void> operations) {
    operations.reschedule(complete, next);
    if (schedule.rescheduleIfUrgent(destination)) {
      wake();
    }
  }

  /** What came while it ended found its task still there, and did not make another. */
  private void end(long destination, ExecutionOperations<Void> operations) {
    operations.remove();
    if (schedule.scheduleIfBehind(destination)) {
      wake();
    }
  }
}

package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.socket.SubscriptionStates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Stored subscriptions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
class SubscriptionConfiguration {

  private static final Duration COUNTING_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGETTING_EVERY = Duration.ofSeconds(1);
  private static final Duration CLEANING_EVERY = Duration.ofMinutes(1);
  private static final Duration COUNTED_EVERY = Duration.ofSeconds(2);

  @Bean
  AnonymousLimits anonymousLimits(JdbcClient database, SubscriptionSettings settings) {
    return new AnonymousLimits(
        new LiveSubscriptionCounts(database),
        settings.maxSubscriptionsPerAddress(),
        settings.maxAnonymousSubscriptions());
  }

  @Bean
  BackgroundTask countingSubscriptions(AnonymousLimits limits, SchemaReadiness schema) {
    return new BackgroundTask("subscription counts", COUNTED_EVERY, schema.before(limits::refresh));
  }

  @Bean
  SubscriptionRows subscriptionRows(ReadPool reads) {
    return new SubscriptionRows(reads.database());
  }

  @Bean
  SubscriptionCreator subscriptionCreator(
      GroupCommit commits,
      InsertSubscriptions insertSubscriptions,
      SubscriptionRows rows,
      SubscriptionSettings settings,
      AnonymousLimits anonymousLimits) {
    return new SubscriptionCreator(
        commits,
        insertSubscriptions,
        rows,
        new ConnectionLimits(rows, settings.maxSubscriptions()),
        anonymousLimits,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  @Bean
  InsertSubscriptions insertSubscriptions(InstanceId instance, InstantSource clock) {
    return new InsertSubscriptions(instance.id(), clock);
  }

  @Bean
  Subscriptions subscriptions(
      GroupCommit commits,
      SubscriptionRows rows,
      ReadPool reads,
      SubscriptionSettings settings,
      InstanceId instance,
      InstantSource clock) {
    return new Subscriptions(
        commits,
        new InsertAccountSubscriptions(new AccountLimits(settings.maxSubscriptions()), clock),
        new UpdateSubscriptions(instance.id(), clock),
        new EndSubscriptions(instance.id(), clock),
        rows,
        new SubscriptionStats(reads.database(), clock));
  }

  @Bean
  BackgroundTask notificationCounting(
      JdbcClient database, TransactionOperations transactions, SchemaReadiness schema) {
    NotificationCounter counter = new NotificationCounter(database, transactions);
    return new BackgroundTask(
        "notification counts", COUNTING_EVERY, schema.before(counter::doWork));
  }

  @Bean
  BackgroundTask finishedSubscriptionReaping(
      Subscriptions subscriptions,
      Sockets sockets,
      DeliveryProgress progress,
      InstantSource clock,
      SchemaReadiness schema) {
    FinishedSubscriptionReaper reaper =
        new FinishedSubscriptionReaper(subscriptions, sockets, progress::routed, clock);
    return new BackgroundTask(
        "finished subscriptions", FORGETTING_EVERY, schema.before(reaper::doWork));
  }

  @Bean
  BackgroundTask revisionCleaning(
      JdbcClient database,
      TransactionOperations transactions,
      InstantSource clock,
      SchemaReadiness schema) {
    RevisionCleaner cleaner = new RevisionCleaner(database, transactions, clock);
    return new BackgroundTask("earlier revisions", CLEANING_EVERY, schema.before(cleaner::doWork));
  }

  @Bean
  HaltedSubscriptions haltedSubscriptions(SubscriptionRows rows, Sockets sockets) {
    return new HaltedSubscriptions(rows, sockets);
  }

  @Bean
  SubscriptionStates subscriptionStates() {
    return new SubscriptionReader();
  }
}

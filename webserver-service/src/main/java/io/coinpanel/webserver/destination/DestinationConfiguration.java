package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.database.ClusterSingleton;
import io.coinpanel.webserver.database.DeliveryPool;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.delivery.NotificationHistory;
import io.coinpanel.webserver.delivery.RoutedListener;
import io.coinpanel.webserver.feed.FeedStates;
import io.coinpanel.webserver.proxy.PublicUrl;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.coinpanel.webserver.secret.SecretKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Configures destinations and deliveries to them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DestinationSettings.class)
@EntityScan("io.coinpanel.webserver.destination")
@EnableJpaRepositories
class DestinationConfiguration {

  private static final Duration DISPATCHES = Duration.ofMillis(20);
  private static final Duration CLOCK_READINGS = Duration.ofSeconds(10);
  private static final Duration NOTICES = Duration.ofSeconds(5);
  private static final Duration METRICS = Duration.ofSeconds(30);

  @Bean
  SecretKeys secretKeys(DestinationSettings settings) {
    return SecretKeys.parse(settings.secretKey());
  }

  @Bean(destroyMethod = "stop")
  HttpReceivers httpReceivers(DestinationSettings settings, InstantSource clock) {
    return new HttpReceivers(
        new AllowedAddresses(settings.destinationsAllow(), InetAddress::getAllByName), clock);
  }

  @Bean
  Senders senders(
      HttpReceivers receivers,
      ObjectProvider<TelegramSender> telegram,
      ObjectProvider<EmailSender> email,
      PublicUrl publicUrl,
      InstantSource clock) {
    List<Sender> senders = new ArrayList<>();
    senders.add(new WebhookSender(receivers, clock));
    senders.add(new NtfySender(receivers, publicUrl.orPath(), clock));
    senders.add(new DiscordSender(receivers, clock));
    senders.add(new SlackSender(receivers, clock));
    telegram.ifAvailable(senders::add);
    email.ifAvailable(senders::add);
    return new Senders(senders);
  }

  /** Commits deliveries, so that clients do not wait for them. */
  record DeliveryCommits(GroupCommit group) {}

  @Bean
  DeliveryCommits deliveryCommits(DeliveryPool pool, MeterRegistry metrics) {
    return new DeliveryCommits(GroupCommit.patient(pool.source(), metrics));
  }

  /** The time by which deliveries are due, the same on all webservers. */
  record DeliveryClock(DatabaseTime time) {}

  @Bean
  DeliveryClock deliveryClock(JdbcClient database, InstantSource clock) {
    return new DeliveryClock(new DatabaseTime(database, clock, SystemNanoClock.INSTANCE));
  }

  @Bean
  BackgroundTask deliveryClockReading(DeliveryClock clock) {
    return new BackgroundTask("delivery clock", CLOCK_READINGS, clock.time()::read);
  }

  @Bean
  BackgroundTask deliveryCommitting(DeliveryCommits commits) {
    return new BackgroundTask("deliveries", Duration.ZERO, commits.group()::doWork);
  }

  @Bean
  Backlog backlog(DeliveryPool pool) {
    return new Backlog(new NotificationHistory(pool.database()), pool.database());
  }

  @Bean
  DeliveryMetrics destinationMetrics(MeterRegistry registry, Senders senders) {
    return new DeliveryMetrics(registry, senders);
  }

  @Bean
  BackgroundTask destinationMetricsRefresh(
      DeliveryMetrics metrics, JdbcClient database, InstantSource clock, SchemaReadiness schema) {
    return new BackgroundTask(
        "destination metrics", METRICS, schema.before(() -> metrics.refresh(database, clock)));
  }

  @Bean
  DeliveryRun.Environment deliveryEnvironment(
      Senders senders,
      Backlog backlog,
      SecretKeys keys,
      DeliveryCommits commits,
      DeliveryMetrics metrics,
      DeliveryClock clock) {
    return new DeliveryRun.Environment(
        senders,
        backlog,
        new DeliveryRules(new BackOff(new SecureRandom())),
        keys,
        commits.group(),
        new StoreDeliveries(),
        metrics,
        clock.time(),
        SystemNanoClock.INSTANCE);
  }

  @Bean
  DeliveryTasks deliveryTasks(
      DeliveryPool pool,
      InstanceId instance,
      DeliveryRun.Environment deliveryEnvironment,
      ObjectProvider<TelegramPoller> telegram) {
    return new DeliveryTasks(pool, instance, deliveryEnvironment, telegram.getIfAvailable());
  }

  @Bean
  DeliveryLifecycle deliveryLifecycle(
      DeliveryTasks tasks, DeliveryClock clock, SchemaReadiness schema) {
    return new DeliveryLifecycle(tasks, clock.time(), schema);
  }

  @Bean
  BackgroundTask dispatching(
      JdbcClient database,
      TransactionOperations transactions,
      DeliveryTasks tasks,
      DeliveryClock clock,
      SchemaReadiness schema) {
    Dispatcher dispatcher =
        new Dispatcher(
            database,
            new ClusterSingleton(database, transactions, ClusterLock.DISPATCH),
            tasks::wake,
            clock.time(),
            SystemNanoClock.INSTANCE);
    return new BackgroundTask(
        "dispatch", Dispatcher.SWEEP, DISPATCHES, schema.before(dispatcher::doWork));
  }

  @Bean
  BackgroundTask noticeWriting(
      JdbcClient database,
      TransactionOperations transactions,
      InstantSource clock,
      SchemaReadiness schema) {
    FeedNotices feed = new FeedNotices(database, new FeedStates(database), clock);
    HeartbeatNotices heartbeats = new HeartbeatNotices(database, clock);
    ClusterSingleton singleton = new ClusterSingleton(database, transactions, ClusterLock.NOTICES);
    return new BackgroundTask(
        "notices",
        NOTICES,
        schema.before(
            () -> {
              singleton.runAll(feed::doWork);
              singleton.runAll(heartbeats::doWork);
            }));
  }

  @Bean
  RoutedListener destinationWaking(BackgroundTask dispatching) {
    return dispatching::wake;
  }

  @Bean
  DeliveryStates deliveryStates(JdbcClient database, DeliveryClock clock) {
    return new DeliveryStates(database, new DeliverySchedule(database, clock.time()));
  }

  @Bean
  Confirmations confirmations(
      JdbcClient database,
      DestinationRows rows,
      DeliveryStates states,
      Senders senders,
      TransactionOperations transactions,
      InstantSource clock) {
    return new Confirmations(database, rows, states, senders, transactions, clock);
  }

  @Bean
  Destinations destinations(
      DestinationRows rows,
      DeliveryStates states,
      Confirmations confirmations,
      TransactionOperations transactions,
      DeliveryTasks tasks,
      DeliveryRun.Environment deliveryEnvironment) {
    return new Destinations(
        rows, states, confirmations, transactions, tasks::wake, deliveryEnvironment);
  }
}
